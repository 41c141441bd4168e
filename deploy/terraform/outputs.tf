# Settings of the pods: the first two belong into the secret skein-stores, the third into deploy/kubernetes/config.yaml.

output "postgres_uri" {
  description = "SKEIN_POSTGRES_URI"
  value       = "postgresql://skein:${random_password.postgres.result}@${aws_db_instance.postgres.endpoint}/skein?sslmode=require"
  sensitive   = true
}

output "redis_uri" {
  description = "SKEIN_REDIS_URI"
  value       = "rediss://:${random_password.redis.result}@${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379"
  sensitive   = true
}

output "kafka_bootstrap" {
  description = "SKEIN_KAFKA_BOOTSTRAP"
  value       = "ssl://${aws_msk_cluster.kafka.bootstrap_brokers_tls}"
}
