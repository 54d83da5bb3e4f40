# Everything that can be set. In a repository of its own, source is a checkout or a Git address of Narthex: see .github/workflows.

variable "function_zip" {
  description = "The zip of all functions."
  type        = string
  default     = "../../../functions/aws/target/functions-aws-0.1.0-SNAPSHOT-lambda.zip"
}

variable "kms_key_arn" {
  description = "A key whose policy lets S3, DynamoDB, SQS, SNS, CloudWatch and EventBridge use it."
  type        = string
  default     = null
}

variable "discovery_zip" {
  description = "The zip that discovers targets in AWS."
  type        = string
  default     = "../../../functions/discovery/target/functions-discovery-0.1.0-SNAPSHOT-lambda.zip"
}

module "narthex" {
  source = "../.."

  name           = "metrics-prod"
  function_zip   = var.function_zip
  config_dir     = "${path.module}/config"
  check_config   = true
  address_policy = "public"

  # One role an account, each of which may list what prometheus.yml looks for there.
  discovery = {
    zip       = var.discovery_zip
    role_arns = ["arn:aws:iam::123456789012:role/narthex-discovery"]
  }

  secret_arns = ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:edge-token"]

  notification_topics = ["arn:aws:sns:eu-central-1:123456789012:oncall"]

  api = {
    type          = "http"
    authorization = "jwt"
    jwt           = { issuer = "https://login.example.com", audience = ["metrics"] }
    rate          = 100
    burst         = 200
  }

  memory               = { scrape = 3008, query = 3008 }
  reserved_concurrency = { scrape = 50 }
  snap_start           = true

  kms_key_arn         = var.kms_key_arn
  log_retention_days  = 30
  alarm_emails        = ["oncall@example.com"]
  deletion_protection = true
  tags                = { team = "platform" }
}
