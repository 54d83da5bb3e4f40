variable "name" {
  description = "Name of the rule."
  type        = string
}

variable "function" {
  description = "The function to call, by its alias."
  type = object({
    name      = string
    alias     = string
    alias_arn = string
  })
}

variable "kms_key_arn" {
  description = "Key for dead letters; null takes SQS' own. Its policy must let events.amazonaws.com use it."
  type        = string
}
