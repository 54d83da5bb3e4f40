variable "name" {
  description = "Prefix of the names."
  type        = string
}

variable "account_id" {
  description = "The account, part of the bucket's name."
  type        = string
}

variable "region" {
  description = "The region, part of the bucket's name."
  type        = string
}

variable "kms_key_arn" {
  description = "Key for everything stored; null takes the services' own."
  type        = string
}

variable "deletion_protection" {
  description = "Whether tables refuse to be deleted and the bucket refuses while it holds objects."
  type        = bool
}

variable "replaced_kept_days" {
  description = "Days that replaced configurations and zips are kept."
  type        = number
  default     = 90
}
