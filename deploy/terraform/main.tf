# The three managed stores in one region. PostgreSQL is the system of record: it has a standby, backups and deletion
# protection. Redis can be rebuilt: it has a replica, so that the loss of a node needs no rebuild, and no backups. Kafka
# transports facts: three brokers, three copies of each fact, acknowledged by two.

resource "random_password" "postgres" {
  length = 40
  # The password becomes part of a URI.
  special = false
}

resource "random_password" "redis" {
  length  = 64
  special = false
}

resource "aws_security_group" "stores" {
  name        = "${var.name}-stores"
  description = "PostgreSQL, Redis and Kafka, for the pods only"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "pods" {
  for_each = { postgres = 5432, redis = 6379, kafka = 9094 }

  security_group_id            = aws_security_group.stores.id
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
  description                  = each.key
}

resource "aws_db_subnet_group" "postgres" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "postgres" {
  name   = var.name
  family = "postgres17"

  # Never happens in the pools of Skein, but a forgotten session must not block vacuum.
  parameter {
    name  = "idle_in_transaction_session_timeout"
    value = "60000"
  }

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "random_page_cost"
    value = "1.1"
  }
}

resource "aws_db_instance" "postgres" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = "17"
  instance_class = var.postgres_class

  db_name  = "skein"
  username = "skein"
  password = random_password.postgres.result

  allocated_storage     = var.postgres_storage_gib
  max_allocated_storage = 10 * var.postgres_storage_gib
  storage_type          = "gp3"
  storage_encrypted     = true

  multi_az                     = true
  backup_retention_period      = 14
  deletion_protection          = true
  skip_final_snapshot          = false
  final_snapshot_identifier    = "${var.name}-last"
  auto_minor_version_upgrade   = true
  performance_insights_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.postgres.name
  parameter_group_name   = aws_db_parameter_group.postgres.name
  vpc_security_group_ids = [aws_security_group.stores.id]
}

resource "aws_elasticache_subnet_group" "redis" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "redis" {
  name   = var.name
  family = "redis7"

  # When it is full the least recently used timeline is evicted, and rebuilt on the next read.
  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id = var.name
  description          = "Home timelines of ${var.name}"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = var.redis_node

  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  snapshot_retention_limit   = 0

  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  auth_token                 = random_password.redis.result

  parameter_group_name = aws_elasticache_parameter_group.redis.name
  subnet_group_name    = aws_elasticache_subnet_group.redis.name
  security_group_ids   = [aws_security_group.stores.id]
}

resource "aws_msk_configuration" "kafka" {
  name = var.name

  # Skein creates its topics itself; any other topic name is a mistake that should be an error.
  server_properties = <<-PROPERTIES
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    offsets.topic.replication.factor=3
    transaction.state.log.replication.factor=3
    unclean.leader.election.enable=false
  PROPERTIES
}

resource "aws_msk_cluster" "kafka" {
  cluster_name           = var.name
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  configuration_info {
    arn      = aws_msk_configuration.kafka.arn
    revision = aws_msk_configuration.kafka.latest_revision
  }

  broker_node_group_info {
    instance_type   = var.kafka_broker
    client_subnets  = var.subnet_ids
    security_groups = [aws_security_group.stores.id]

    storage_info {
      ebs_storage_info {
        volume_size = var.kafka_storage_gib
      }
    }
  }

  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}
