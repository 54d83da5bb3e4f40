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
  description = "Folder with prometheus.yml and what belongs to it: rule files, alertmanager.yml, narthex.yml; uploaded as one content-addressed version."
  type        = string

  validation {
    condition     = fileexists("${var.config_dir}/prometheus.yml")
    error_message = "config_dir must hold a prometheus.yml."
  }
}

variable "check_config" {
  description = "Whether `./narthex check all` judges config_dir before anything of it is uploaded. It needs a JDK 25 where Terraform runs; switch it off where a pipeline checks before."
  type        = bool
  default     = true
}

variable "discovery" {
  description = <<-TEXT
    For EC2, ECS, Lightsail, Lambda, target groups and Cloud Map in prometheus.yml: the zip that `mvn package` leaves in functions/discovery/target, and the
    roles that *_sd_configs name in `role_arn`, which the discover function may take on. Those roles say what may be listed: AWS knows no narrower resource
    than all for most Describe actions, so no right of that kind stands in Narthex' own policies.
  TEXT
  type = object({
    zip       = string
    role_arns = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.discovery == null ? true : endswith(var.discovery.zip, ".zip")
    error_message = "discovery.zip is the path of a .zip file."
  }

  validation {
    condition     = var.discovery == null ? true : alltrue([for arn in var.discovery.role_arns : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "discovery.role_arns holds whole ARNs of roles, without wildcards."
  }
}

variable "secret_arns" {
  description = "Secrets that prometheus.yml and alertmanager.yml name in their *_file keys by ARN; discover, scrape, rules and flush functions may read these alone. In VPC mode an interface endpoint of Secrets Manager is needed."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.secret_arns : can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:[^*]+$", arn))])
    error_message = "secret_arns holds whole ARNs of secrets, without wildcards."
  }
}

variable "notification_topics" {
  description = "SNS topics that receivers of alertmanager.yml publish to, by ARN; the flush function may publish to these alone."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.notification_topics : can(regex("^arn:[^:]+:sns:[^:]+:[0-9]{12}:[^*:]+$", arn))])
    error_message = "notification_topics holds whole ARNs of topics, without wildcards."
  }
}

variable "notification_roles" {
  description = "Roles that receivers of alertmanager.yml name in sigv4.role_arn, by ARN; the flush function may take on these alone."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.notification_roles : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "notification_roles holds whole ARNs of roles, without wildcards."
  }
}

variable "address_policy" {
  description = "Which addresses scrapes and receivers may reach: `private` (the VPC's and public ones) or `public` alone. Loopback, link-local and the Runtime API are never reached."
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

variable "api" {
  description = <<-TEXT
    The HTTP door. `type`: `http` for an HTTP API (payload 2.0, cheaper) or `rest` for a REST API (payload 1.0, with WAF and private endpoints).
    `authorization`: `token` (Bearer or Basic, for Grafana and promtool), `iam` (SigV4 for execute-api), or `jwt` (an OIDC issuer and the audiences
    that are let in; HTTP APIs alone). `rate` and `burst`: requests a second, and the burst above it; the rest gets 429, so that queries cannot starve scrapes.
  TEXT
  type = object({
    type          = optional(string, "http")
    authorization = optional(string, "token")
    jwt           = optional(object({ issuer = string, audience = list(string) }))
    rate          = optional(number, 50)
    burst         = optional(number, 100)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["http", "rest"], var.api.type)
    error_message = "api.type is http or rest."
  }

  validation {
    condition     = contains(["token", "iam", "jwt"], var.api.authorization)
    error_message = "api.authorization is token, iam or jwt."
  }

  validation {
    condition     = (var.api.authorization == "jwt") == (var.api.jwt != null) && (var.api.jwt == null || var.api.type == "http")
    error_message = "api.authorization = jwt and api.jwt belong together, and to api.type = http."
  }

  validation {
    condition     = var.api.jwt == null ? true : startswith(var.api.jwt.issuer, "https://") && length(var.api.jwt.audience) > 0
    error_message = "api.jwt.issuer is an https URL, and api.jwt.audience names at least one audience."
  }

  validation {
    condition     = var.api.rate >= 1 && var.api.burst >= var.api.rate
    error_message = "api.rate is at least 1, and api.burst at least api.rate."
  }
}

variable "external_url" {
  description = "Where people reach the API, for links in alerts and notifications; null takes the API's own URL. A domain name before the API belongs here."
  type        = string
  default     = null

  validation {
    condition     = var.external_url == null ? true : can(regex("^https?://[^/?# ]+[^?# ]*$", var.external_url))
    error_message = "external_url is an http or https URL, without a query."
  }
}

variable "memory" {
  description = "Megabytes of single functions, by name (tick, discover, scrape, rules, flush, compact, sweep, query, authorize), over the defaults."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for size in values(var.memory) : size >= 256 && size <= 10240])
    error_message = "memory lies between 256 and 10240 MB."
  }

  validation {
    condition     = alltrue([for name in keys(var.memory) : contains(keys(local.timeouts), name)])
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

  validation {
    condition     = alltrue([for name in keys(var.reserved_concurrency) : contains(keys(local.timeouts), name)])
    error_message = "reserved_concurrency names a function that there is not."
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
