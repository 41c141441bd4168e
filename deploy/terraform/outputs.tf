# What the pods need. No output contains a password: put each from Secrets Manager in the place of PASSWORD, as
# ../README.md shows.

output "owner_secret" {
  description = "Secrets Manager: user and password of the owner of the tables, for skein-owner. AWS changes it every week unless told otherwise; nothing but the job skein-migrate uses it."
  value       = aws_db_instance.postgres.master_user_secret[0].secret_arn
}

output "owner_uri" {
  description = "SKEIN_POSTGRES_URI of the secret skein-owner"
  value       = "postgresql://${aws_db_instance.postgres.username}:PASSWORD@${local.database}"
}

output "postgres_uri" {
  description = "SKEIN_POSTGRES_URI of the secret skein-stores; its password is the APP_PASSWORD of skein-owner, which you choose"
  value       = "postgresql://skein_app:PASSWORD@${local.database}"
}

output "redis_secret" {
  description = "Secrets Manager: password of the Redis user skein"
  value       = aws_secretsmanager_secret.redis.arn
}

output "redis_uri" {
  description = "SKEIN_REDIS_URI of the secret skein-stores"
  value       = "rediss://skein:PASSWORD@${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379"
}

output "kafka_secret" {
  description = "Secrets Manager: user and password of Kafka, as JSON"
  value       = aws_secretsmanager_secret.kafka.arn
}

output "kafka_bootstrap" {
  description = "SKEIN_KAFKA_BOOTSTRAP of the secret skein-stores"
  value       = "sasl_ssl://skein:PASSWORD@${aws_msk_cluster.kafka.bootstrap_brokers_sasl_scram}"
}

locals {
  # verify-full: only the server that the authority of RDS has certified for this name gets the password.
  database = "${aws_db_instance.postgres.endpoint}/skein?sslmode=verify-full&sslrootcert=/etc/skein/authorities/rds.pem"
}
