# The passwords are in Secrets Manager and nowhere else: not in the state, the plan or an output. AWS makes that of the
# database (manage_master_user_password); the others are made here, once, and are written by write-only arguments. To
# change one, increase its version.

locals {
  password_version = 1
}

ephemeral "random_password" "redis" {
  length  = 64
  special = false
}

ephemeral "random_password" "kafka" {
  length  = 40
  special = false
}

resource "aws_kms_key" "secrets" {
  description             = "Passwords of the stores of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_secretsmanager_secret" "redis" {
  name        = "${var.name}-redis"
  description = "Password of the Redis user skein"
  kms_key_id  = aws_kms_key.secrets.arn
}

resource "aws_secretsmanager_secret_version" "redis" {
  secret_id                = aws_secretsmanager_secret.redis.id
  secret_string_wo         = ephemeral.random_password.redis.result
  secret_string_wo_version = local.password_version
}

# Read back, so that Redis gets the stored password also if an earlier run stopped half-way.
ephemeral "aws_secretsmanager_secret_version" "redis" {
  secret_id  = aws_secretsmanager_secret.redis.id
  version_id = aws_secretsmanager_secret_version.redis.version_id
}

# MSK reads secrets with this prefix and a key of the customer only.
resource "aws_secretsmanager_secret" "kafka" {
  name        = "AmazonMSK_${var.name}"
  description = "User and password of Skein at Kafka"
  kms_key_id  = aws_kms_key.secrets.arn
}

resource "aws_secretsmanager_secret_version" "kafka" {
  secret_id                = aws_secretsmanager_secret.kafka.id
  secret_string_wo         = jsonencode({ username = "skein", password = ephemeral.random_password.kafka.result })
  secret_string_wo_version = local.password_version
}

data "aws_iam_policy_document" "kafka_secret" {
  statement {
    principals {
      type        = "Service"
      identifiers = ["kafka.amazonaws.com"]
    }
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.kafka.arn]
  }
}

resource "aws_secretsmanager_secret_policy" "kafka" {
  secret_arn = aws_secretsmanager_secret.kafka.arn
  policy     = data.aws_iam_policy_document.kafka_secret.json
}
