variable "name" {
  description = "Name of all resources."
  type        = string
  default     = "skein"
}

variable "vpc_id" {
  description = "VPC of the pods."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets in three zones of one region, over which the stores are spread."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) == 3
    error_message = "There should be three subnets, one per zone."
  }
}

variable "client_security_group_id" {
  description = "Security group of the pods; only its members can reach the stores."
  type        = string
}

variable "postgres_class" {
  description = "Instance class of the database; memory for the indexes matters most."
  type        = string
  default     = "db.r7g.large"
}

variable "postgres_storage_gib" {
  description = "Storage of the database in GiB; a million accounts with 22 million follows take 9 GiB without posts."
  type        = number
  default     = 100
}

variable "redis_node" {
  description = "Node type of Redis: about 8 KB per timeline of 800 posts, plus 50 % headroom."
  type        = string
  default     = "cache.r7g.large"
}

variable "kafka_broker" {
  description = "Instance type of each of the three brokers."
  type        = string
  default     = "kafka.m7g.large"
}

variable "kafka_storage_gib" {
  description = "Disk of each broker in GiB; facts are retained for a week, the default of Kafka."
  type        = number
  default     = 100
}

variable "postgres_snapshot" {
  description = "Identifier of a snapshot from which a new database is restored; null for an empty one."
  type        = string
  default     = null
}

variable "postgres_max_connections" {
  description = "Connections of the database: postgres.pool-size of each pod times the maximum number of pods, plus some for operators."
  type        = number
  default     = 1000
}

variable "alarm_email" {
  description = "Receiver of the alarms about disks, memory and connections of the stores."
  type        = string
}

variable "log_days" {
  description = "Days for which the logs of Redis and Kafka are kept."
  type        = number
  default     = 30
}
