# What a user may get wrong is said before anything is planned.

mock_provider "aws" {}

variables {
  function_zip = "tests/fixtures/functions.zip"
  config_dir   = "tests/fixtures/config"
  check_config = false
}

run "name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Not A Name"
  }
}

run "config_without_prometheus_yml" {
  command         = plan
  expect_failures = [var.config_dir]

  variables {
    config_dir = "tests/fixtures"
  }
}

run "loopback_is_for_tests" {
  command         = plan
  expect_failures = [var.address_policy]

  variables {
    address_policy = "loopback"
  }
}

run "jwt_without_issuer" {
  command         = plan
  expect_failures = [var.api]

  variables {
    api = { authorization = "jwt" }
  }
}

run "memory_of_nobody" {
  command         = plan
  expect_failures = [var.memory]

  variables {
    memory = { scraper = 512 }
  }
}

run "log_retention_between_the_steps" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 10
  }
}

run "alias_of_a_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/mine"
  }
}

run "cidr" {
  command         = plan
  expect_failures = [var.vpc]

  variables {
    vpc = { id = "vpc-1", subnet_ids = ["subnet-1"], route_table_ids = [], target_cidrs = ["ten"] }
  }
}

run "external_url_with_a_query" {
  command         = plan
  expect_failures = [var.external_url]

  variables {
    external_url = "https://metrics.example.com/?x=1"
  }
}

run "any_role_for_notifications" {
  command         = plan
  expect_failures = [var.notification_roles]

  variables {
    notification_roles = ["arn:aws:iam::123456789012:role/*"]
  }
}
