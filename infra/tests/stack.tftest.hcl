# The stack as planned, with nothing created: needs no account, no network and no credentials.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
}

variables {
  function_zip = "tests/fixtures/functions.zip"
  config_dir   = "tests/fixtures/config"
  check_config = false
}

run "defaults" {
  command = apply

  assert {
    condition     = toset(keys(output.functions)) == toset(["tick", "discover", "scrape", "compact", "sweep", "rules", "flush", "query", "authorize"])
    error_message = "The functions are those of the zip."
  }
  assert {
    condition     = output.config_bucket == "narthex-config-123456789012-eu-central-1"
    error_message = "The bucket's name bears account and region, so that it is the only one of its kind."
  }
  assert {
    condition     = length(output.config_version) == 64
    error_message = "The configuration is named by its content."
  }
  assert {
    condition     = contains(module.api.routes, "POST /api/v1/query_range") && contains(module.api.routes, "HEAD /api/v1/labels")
    error_message = "The routes are those of openapi.yaml."
  }
  assert {
    condition = alltrue(flatten([for function in values(local.functions) : [for statement in function.statements : concat(
      [for action in statement.Action : !endswith(action, "*")],
      [for resource in statement.Resource : startswith(resource, module.storage.bucket_arn) || startswith(resource, module.storage.config_bucket_arn) || !endswith(resource, "*")],
      [for resource in statement.Resource : resource != "${module.storage.bucket_arn}/*"],
    )]]))
    error_message = "No function may do everything, or to everything."
  }
  assert {
    condition     = !anytrue(flatten([for name in ["scrape", "discover", "rules", "flush", "compact", "query", "tick"] : [for statement in local.functions[name].statements : contains(statement.Action, "s3:DeleteObject")]]))
    error_message = "Only the sweeper deletes objects."
  }
  assert {
    condition     = length(aws_vpc_endpoint.gateway) == 0
    error_message = "Without a VPC nothing of it is made."
  }
}

run "another_configuration_is_another_version" {
  command = plan

  variables {
    config_dir = "tests/fixtures/other"
  }

  assert {
    condition     = output.config_version != run.defaults.config_version
    error_message = "Another content must have another name."
  }
  assert {
    condition     = aws_s3_object.config.key == "config/current.json" && aws_s3_object.config.source_hash == output.config_version
    error_message = "It must be another version of the same object: the provider removes an object whose key changes, with all versions that functions still know."
  }
}

run "links_lead_where_people_say" {
  command = apply

  variables {
    external_url = "https://metrics.example.com/"
  }

  assert {
    condition     = output.external_url == "https://metrics.example.com" && local.functions["rules"].environment.NARTHEX_EXTERNAL_URL == "https://metrics.example.com"
    error_message = "external_url goes before the API's own, without a slash at its end."
  }
}

run "rest_api" {
  command = apply

  variables {
    api = { type = "rest" }
  }

  assert {
    condition     = endswith(output.external_url, ".execute-api.eu-central-1.amazonaws.com/live")
    error_message = "Links lead to the stage of the REST API."
  }
  assert {
    condition     = contains(module.api.routes, "GET /api/v1/query")
    error_message = "A REST API has the same routes."
  }
}

run "only_scrapes_enter_the_vpc" {
  command = apply

  variables {
    vpc = {
      id              = "vpc-1"
      subnet_ids      = ["subnet-1", "subnet-2"]
      route_table_ids = ["rtb-1"]
      target_cidrs    = ["10.0.0.0/16"]
    }
  }

  assert {
    condition     = length(aws_vpc_endpoint.gateway) == 2 && length(aws_vpc_security_group_egress_rule.targets) == 1
    error_message = "The VPC gets gateway endpoints and a way to the targets."
  }
  assert {
    condition     = local.scrape_network.subnet_ids == tolist(["subnet-1", "subnet-2"])
    error_message = "Scrape functions stand in the subnets."
  }
}
