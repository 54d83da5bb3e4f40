variable "name" {
  description = "Name of the function, its role and its log group."
  type        = string
}

variable "description" {
  description = "What the function does, in one line."
  type        = string
}

variable "handler" {
  description = "Handler class."
  type        = string
}

variable "code" {
  description = "Where the zip lies, and its SHA-256 in base64."
  type = object({
    bucket = string
    key    = string
    hash   = string
  })
}

variable "memory" {
  description = "Megabytes."
  type        = number
}

variable "timeout" {
  description = "Seconds."
  type        = number
}

variable "environment" {
  description = "The function's variables."
  type        = map(string)
}

variable "statements" {
  description = "What the function may do, beyond its logs and its queue."
  type        = list(any)
}

variable "queue" {
  description = "The queue whose jobs the function runs; null for none. maximum_concurrency is 2 or more, null for no bound."
  type = object({
    arn                 = string
    batch_size          = number
    maximum_concurrency = optional(number)
  })
  default = null
}

variable "network" {
  description = "Subnets and security groups of a function in a VPC; null for none."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "reserved_concurrency" {
  description = "Concurrency set aside; -1 for none."
  type        = number
  default     = -1
}

variable "snap_start" {
  description = "Whether published versions start from a snapshot."
  type        = bool
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
}

variable "kms_key_arn" {
  description = "Key of logs and variables; null takes the services' own."
  type        = string
}

variable "account_id" {
  description = "The account."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "partition" {
  description = "The partition, as in ARNs."
  type        = string
}
