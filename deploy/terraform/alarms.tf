# What fills up or breaks at the stores; conf/prometheus has the alerts about Skein itself.

resource "aws_sns_topic" "alarms" {
  name = "${var.name}-stores"
}

# AWS asks the address for confirmation.
resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

locals {
  postgres = { DBInstanceIdentifier = aws_db_instance.postgres.identifier }
  # The names that AWS gives to the nodes.
  redis = { for number in range(1, aws_elasticache_replication_group.redis.num_cache_clusters + 1) :
    "node-${number}" => { CacheClusterId = format("%s-%03d", var.name, number) }
  }
  brokers = { for number in range(1, aws_msk_cluster.kafka.number_of_broker_nodes + 1) :
    "broker-${number}" => { "Cluster Name" = aws_msk_cluster.kafka.cluster_name, "Broker ID" = tostring(number) }
  }

  alarms = merge(
    {
      postgres-disk = {
        namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.postgres, below = true
        threshold = var.postgres_storage_gib * 1073741824 * 0.15
        means     = "The disk of the database is nearly full; it grows up to ten times its first size"
      }
      postgres-cpu = {
        namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = local.postgres, below = false
        threshold = 80
        means     = "The database is busy: see docs/LADDER.md, rungs 2 and 4"
      }
      postgres-connections = {
        namespace = "AWS/RDS", metric = "DatabaseConnections", dimensions = local.postgres, below = false
        threshold = var.postgres_max_connections * 0.8
        means     = "Connections of the database run out: postgres.pool-size times the number of pods"
      }
      kafka-controller = {
        namespace  = "AWS/Kafka", metric = "ActiveControllerCount", below = true
        dimensions = { "Cluster Name" = aws_msk_cluster.kafka.cluster_name }
        threshold  = 1
        means      = "Kafka has no controller"
      }
    },
    { for node, dimensions in local.redis : "redis-memory-${node}" => {
      namespace = "AWS/ElastiCache", metric = "DatabaseMemoryUsagePercentage", dimensions = dimensions, below = false
      threshold = 90
      means     = "Redis is full and evicts timelines, which are then rebuilt again and again"
    } },
    { for broker, dimensions in local.brokers : "kafka-disk-${broker}" => {
      namespace = "AWS/Kafka", metric = "KafkaDataLogsDiskUsed", dimensions = dimensions, below = false
      threshold = 85
      means     = "The disk of a broker is nearly full, although it should grow at 60 %"
    } },
  )
}

resource "aws_cloudwatch_metric_alarm" "stores" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.means
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.below ? "Minimum" : "Maximum"
  comparison_operator = each.value.below ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 3
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
