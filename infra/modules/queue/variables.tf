variable "name" {
  description = "Name of the queue; its dead letters go to NAME-dead."
  type        = string
}

variable "function_timeout" {
  description = "Seconds that the function at the queue may take; a message stays hidden for six times as long, as AWS advises."
  type        = number
}

variable "attempts" {
  description = "How often a job is tried before it is a dead letter."
  type        = number
}

variable "retention_seconds" {
  description = "How long a job may wait."
  type        = number
}

variable "kms_key_arn" {
  description = "Key for messages; null takes SQS' own."
  type        = string
}
