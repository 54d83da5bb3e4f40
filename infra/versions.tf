terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7.0"
    }
  }
}

# Region and credentials come from the environment, as everywhere.
provider "aws" {
  default_tags {
    tags = merge({ project = var.name, managed-by = "terraform" }, var.tags)
  }
}
