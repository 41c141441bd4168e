# The three managed stores in one region. PostgreSQL is the system of record: it has a standby, backups and deletion
# protection. Redis can be rebuilt: it has a replica, so that the loss of a node needs no rebuild, and no backups. Kafka
# transports facts: three brokers, three copies of each fact, acknowledged by two.

resource "aws_security_group" "stores" {
  name        = "${var.name}-stores"
  description = "PostgreSQL, Redis and Kafka, for the pods only"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "pods" {
  for_each = { postgres = 5432, redis = 6379, kafka = 9096 }

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
  name   = "${var.name}-18"
  family = "postgres18"

  # Never happens in the pools of Skein, but a forgotten session must not block vacuum.
  parameter {
    name  = "idle_in_transaction_session_timeout"
    value = "60000"
  }

  # A pod that vanished without closing its connections loses its sessions, and the locks of them, after 25 s; with the
  # defaults after two hours.
  parameter {
    name  = "tcp_keepalives_idle"
    value = "10"
  }

  parameter {
    name  = "tcp_keepalives_interval"
    value = "5"
  }

  parameter {
    name  = "tcp_keepalives_count"
    value = "3"
  }

  # Statements that take longer than a second, in milliseconds.
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  parameter {
    name         = "max_connections"
    value        = tostring(var.postgres_max_connections)
    apply_method = "pending-reboot"
  }

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "random_page_cost"
    value = "1.1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "random_id" "final_snapshot" {
  byte_length = 4
  # A restored instance replaces the previous one, and has another name for its own final snapshot.
  keepers = { restored_from = var.postgres_snapshot }
}

resource "aws_db_instance" "postgres" {
  identifier = var.name
  engine     = "postgres"
  # As in docker-compose.yml and the embedded server, so that a dump of one fits the other.
  engine_version = "18"
  instance_class = var.postgres_class

  db_name  = "skein"
  username = "skein"
  # AWS makes the password and stores it in Secrets Manager.
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.secrets.arn

  # Set only to restore: the snapshot replaces the contents of a new instance.
  snapshot_identifier = var.postgres_snapshot

  allocated_storage     = var.postgres_storage_gib
  max_allocated_storage = 10 * var.postgres_storage_gib
  storage_type          = "gp3"
  storage_encrypted     = true

  multi_az                = true
  backup_retention_period = 14
  deletion_protection     = true
  skip_final_snapshot     = false
  copy_tags_to_snapshot   = true
  # A fixed name could be used once only.
  final_snapshot_identifier       = "${var.name}-final-${random_id.final_snapshot.hex}"
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

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

# The user of the pods, with the keys and commands of Skein only. The rules are those of conf/redis/users.conf; a managed
# Redis starts without keys, so `resetkeys` is omitted.
resource "aws_elasticache_user" "skein" {
  user_id   = "${var.name}-skein"
  user_name = "skein"
  engine    = "redis"
  access_string = "on ${replace(
    one(regex("(?m)^user skein on >password (.*)$", file("${path.module}/../../conf/redis/users.conf"))), "resetkeys ", ""
  )}"
  passwords_wo         = ephemeral.aws_secretsmanager_secret_version.redis.secret_string
  passwords_wo_version = local.password_version
}

# A group must have a default user; this one may do nothing.
resource "aws_elasticache_user" "default" {
  user_id       = "${var.name}-default"
  user_name     = "default"
  engine        = "redis"
  access_string = "off ~* -@all"

  authentication_mode {
    type = "no-password-required"
  }
}

resource "aws_elasticache_user_group" "redis" {
  user_group_id = var.name
  engine        = "redis"
  user_ids      = [aws_elasticache_user.default.user_id, aws_elasticache_user.skein.user_id]
}

resource "aws_cloudwatch_log_group" "redis" {
  name              = "/skein/${var.name}/redis"
  retention_in_days = var.log_days
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
  user_group_ids             = [aws_elasticache_user_group.redis.user_group_id]

  log_delivery_configuration {
    destination_type = "cloudwatch-logs"
    destination      = aws_cloudwatch_log_group.redis.name
    log_format       = "json"
    log_type         = "slow-log"
  }

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

resource "aws_cloudwatch_log_group" "kafka" {
  name              = "/skein/${var.name}/kafka"
  retention_in_days = var.log_days
}

resource "aws_msk_cluster" "kafka" {
  cluster_name           = var.name
  kafka_version          = "3.9.x"
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

  # Facts contain direct posts: a pod needs a user and a password to read them. Skein supports SASL/SCRAM, not IAM.
  client_authentication {
    unauthenticated = false

    sasl {
      scram = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.kafka.name
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
    # The disks grow by themselves, below.
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]
  }
}

resource "aws_msk_scram_secret_association" "kafka" {
  cluster_arn     = aws_msk_cluster.kafka.arn
  secret_arn_list = [aws_secretsmanager_secret.kafka.arn]

  depends_on = [aws_secretsmanager_secret_version.kafka, aws_secretsmanager_secret_policy.kafka]
}

resource "aws_appautoscaling_target" "kafka_storage" {
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.kafka.arn
  min_capacity       = 1
  max_capacity       = 10 * var.kafka_storage_gib
}

resource "aws_appautoscaling_policy" "kafka_storage" {
  name               = "${var.name}-kafka-storage"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.kafka_storage.service_namespace
  scalable_dimension = aws_appautoscaling_target.kafka_storage.scalable_dimension
  resource_id        = aws_appautoscaling_target.kafka_storage.resource_id

  target_tracking_scaling_policy_configuration {
    # A disk of MSK cannot shrink.
    disable_scale_in = true
    target_value     = 60

    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}
