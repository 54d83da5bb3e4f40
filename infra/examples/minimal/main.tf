# Targets with public addresses, everything else by default.

variable "function_zip" {
  description = "The zip of all functions."
  type        = string
  default     = "../../../functions/aws/target/functions-aws-0.1.0-SNAPSHOT-lambda.zip"
}

module "narthex" {
  source = "../.."

  function_zip = var.function_zip
  config_dir   = "${path.module}/config"
}
