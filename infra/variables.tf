variable "name" {
  description = "Prefix of everything that is created; two stacks in one account and region need two names."
  type        = string
  default     = "narthex"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.name))
    error_message = "name is 3 to 22 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "function_zip" {
  description = "The zip of all functions, as `mvn package` leaves it in functions/aws/target."
  type        = string

  validation {
    condition     = endswith(var.function_zip, ".zip")
    error_message = "function_zip is the path of a .zip file."
  }
}

variable "config_dir" {
  description = "Folder with prometheus.yml and, if wanted, narthex.yml; uploaded as one content-addressed version. Check it before with `promtool check config`."
  type        = string

  validation {
    condition     = fileexists("${var.config_dir}/prometheus.yml")
    error_message = "config_dir must hold a prometheus.yml."
  }
}

variable "secret_arns" {
  description = "Secrets that prometheus.yml names in its *_file keys by their ARNs; discover and scrape functions may read these alone. In VPC mode an interface endpoint of Secrets Manager is needed."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.secret_arns : can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:[^*]+$", arn))])
    error_message = "secret_arns holds whole ARNs of secrets, without wildcards."
  }
}

variable "openapi_file" {
  description = "The list of HTTP routes; null takes the one of this repository."
  type        = string
  default     = null
}

variable "address_policy" {
  description = "Which addresses scrapes may reach: `private` (the VPC's and public ones) or `public` alone. Loopback, link-local and the Runtime API are never reached."
  type        = string
  default     = "private"

  validation {
    condition     = contains(["private", "public"], var.address_policy)
    error_message = "address_policy is private or public; loopback is for tests on one machine."
  }
}

variable "vpc" {
  description = "Where the scrape functions stand when targets have private addresses; null keeps them outside any VPC. No NAT is needed: S3 and DynamoDB get gateway endpoints in the route tables given."
  type = object({
    id              = string
    subnet_ids      = list(string)
    route_table_ids = list(string)
    target_cidrs    = list(string)
  })
  default = null

  validation {
    condition     = var.vpc == null ? true : length(var.vpc.subnet_ids) > 0 && length(var.vpc.target_cidrs) > 0
    error_message = "vpc needs at least one subnet and one CIDR block of targets."
  }

  validation {
    condition     = var.vpc == null ? true : alltrue([for cidr in var.vpc.target_cidrs : can(cidrhost(cidr, 0))])
    error_message = "vpc.target_cidrs holds CIDR blocks such as 10.0.0.0/16."
  }
}

variable "api_type" {
  description = "`http` for an HTTP API (payload 2.0, cheaper), `rest` for a REST API (payload 1.0, with WAF and private endpoints)."
  type        = string
  default     = "http"

  validation {
    condition     = contains(["http", "rest"], var.api_type)
    error_message = "api_type is http or rest."
  }
}

variable "api_authorization" {
  description = "Who may ask: `token` (Bearer or Basic, for Grafana and promtool), `iam` (SigV4 for execute-api), or `jwt` (an OIDC issuer, HTTP APIs alone)."
  type        = string
  default     = "token"

  validation {
    condition     = contains(["token", "iam", "jwt"], var.api_authorization)
    error_message = "api_authorization is token, iam or jwt."
  }

  validation {
    condition     = var.api_authorization != "jwt" || (var.api_type == "http" && var.jwt != null)
    error_message = "api_authorization = jwt needs api_type = http and the variable jwt."
  }
}

variable "jwt" {
  description = "The OIDC issuer and the audiences that are let in; for api_authorization = jwt."
  type = object({
    issuer   = string
    audience = list(string)
  })
  default = null

  validation {
    condition     = var.jwt == null ? true : startswith(var.jwt.issuer, "https://")
    error_message = "jwt.issuer is an https URL."
  }
}

variable "api_throttle" {
  description = "Requests a second, and the burst above it, that the API lets through; the rest gets 429, so that queries cannot starve scrapes."
  type = object({
    rate  = number
    burst = number
  })
  default = { rate = 50, burst = 100 }

  validation {
    condition     = var.api_throttle.rate >= 1 && var.api_throttle.burst >= var.api_throttle.rate
    error_message = "api_throttle.rate is at least 1, and burst at least rate."
  }
}

variable "memory" {
  description = "Megabytes of single functions, by name (tick, discover, scrape, compact, sweep, query, authorize), over the defaults."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for size in values(var.memory) : size >= 256 && size <= 10240])
    error_message = "memory lies between 256 and 10240 MB."
  }

  validation {
    condition     = alltrue([for name in keys(var.memory) : contains(["tick", "discover", "scrape", "compact", "sweep", "query", "authorize"], name)])
    error_message = "memory names a function that there is not."
  }
}

variable "reserved_concurrency" {
  description = "Concurrency set aside for single functions, by name. Empty by default: new accounts have too little to give away."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for n in values(var.reserved_concurrency) : n >= 1])
    error_message = "reserved_concurrency is 1 or more; 0 would stop the function."
  }
}

variable "snap_start" {
  description = "Whether functions start from snapshots. Only published versions do, so every trigger names the alias."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "A key of yours for the bucket, tables, queues, topic and logs; its policy must let those services use it. null takes the services' own encryption."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a key (not of an alias)."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept. Samples are kept as narthex.yml says."
  type        = number
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's steps: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096."
  }
}

variable "alarm_emails" {
  description = "Who gets a mail when something is wrong with Narthex itself."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for mail in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+$", mail))])
    error_message = "alarm_emails holds mail addresses."
  }
}

variable "deletion_protection" {
  description = "Whether `terraform destroy` refuses to take samples and tables with it."
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags of everything, over project and managed-by."
  type        = map(string)
  default     = {}
}
