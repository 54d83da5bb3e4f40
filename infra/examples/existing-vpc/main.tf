# Targets with private addresses in a VPC that is there already. Only scrape functions enter it, and no NAT is needed.

variable "function_zip" {
  description = "The zip of all functions."
  type        = string
  default     = "../../../functions/aws/target/functions-aws-0.1.0-SNAPSHOT-lambda.zip"
}

variable "vpc" {
  description = "The VPC, the subnets for scrape functions, the route tables of those subnets, and where targets are."
  type = object({
    id              = string
    subnet_ids      = list(string)
    route_table_ids = list(string)
    target_cidrs    = list(string)
  })
}

module "narthex" {
  source = "../.."

  function_zip   = var.function_zip
  config_dir     = "${path.module}/config"
  address_policy = "private"
  vpc            = var.vpc
}
