variable "name" {
  description = "What everything is called."
  type        = string
  default     = "skein"
}

variable "vpc_id" {
  description = "The network in which the pods run."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets in three zones of one region; the stores are spread over them."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) == 3
    error_message = "There should be three subnets, one a zone."
  }
}

variable "client_security_group_id" {
  description = "The security group of the pods; nobody else reaches the stores."
  type        = string
}

variable "postgres_class" {
  description = "The machine of the database, which is the truth: memory for the indexes counts most."
  type        = string
  default     = "db.r7g.large"
}

variable "postgres_storage_gib" {
  description = "A million accounts with 22 million follows take 9 GiB before anybody writes."
  type        = number
  default     = 100
}

variable "redis_node" {
  description = "The machine of the timelines: some 8 KB each with 800 posts, and half as much again to breathe."
  type        = string
  default     = "cache.r7g.large"
}

variable "kafka_broker" {
  description = "The machine of each of three brokers."
  type        = string
  default     = "kafka.m7g.large"
}

variable "kafka_storage_gib" {
  description = "The disk of each broker; facts are kept for Kafka's own default of a week."
  type        = number
  default     = 100
}
