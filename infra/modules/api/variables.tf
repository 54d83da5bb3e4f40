variable "name" {
  description = "Name of the API."
  type        = string
}

variable "type" {
  description = "http or rest."
  type        = string
}

variable "openapi" {
  description = "The parsed openapi.yaml; its paths are the routes."
  type        = any

  validation {
    condition     = length(var.openapi.paths) <= 300
    error_message = "An HTTP API takes 300 routes."
  }
}

variable "query" {
  description = "The query function, by its alias."
  type = object({
    name  = string
    alias = string
  })
}

variable "authorization" {
  description = "token, jwt or iam."
  type        = string
}

variable "authorizer" {
  description = "The function that judges tokens, by its alias."
  type = object({
    name  = string
    alias = string
  })
}

variable "jwt" {
  description = "Issuer and audience, for jwt."
  type = object({
    issuer   = string
    audience = list(string)
  })
}

variable "throttle" {
  description = "Requests a second and burst of the whole API."
  type = object({
    rate  = number
    burst = number
  })
}

variable "log_retention_days" {
  description = "How long access logs are kept."
  type        = number
}

variable "kms_key_arn" {
  description = "Key of access logs; null takes the service's own."
  type        = string
}

variable "invoke_arns" {
  description = "ARNs by which API Gateway calls the aliases of query and authorize."
  type        = object({ query = string, authorize = string })
}

variable "region" {
  description = "The region, part of a REST API's URL."
  type        = string
}

variable "dns_suffix" {
  description = "The partition's domain, part of a REST API's URL."
  type        = string
}
