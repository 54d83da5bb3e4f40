# Everything that can be set.

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

module "narthex" {
  source = "../.."

  name           = "metrics-prod"
  function_zip   = var.function_zip
  config_dir     = "${path.module}/config"
  address_policy = "public"

  secret_arns = ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:edge-token"]

  api_type          = "http"
  api_authorization = "jwt"
  jwt               = { issuer = "https://login.example.com", audience = ["metrics"] }
  api_throttle      = { rate = 100, burst = 200 }

  memory               = { scrape = 3008, query = 3008 }
  reserved_concurrency = { scrape = 50 }
  snap_start           = true

  kms_key_arn         = var.kms_key_arn
  log_retention_days  = 30
  alarm_emails        = ["oncall@example.com"]
  deletion_protection = true
  tags                = { team = "platform" }
}
