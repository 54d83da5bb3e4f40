# What differs on LocalStack: laid over a copy of infra/ by localstack/aws.

provider "aws" {
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}

locals {
  # Targets and receivers stand on this machine. A user of AWS cannot choose this.
  address_policy = "loopback"
}
