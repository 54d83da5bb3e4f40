# Narthex on AWS. Data flow: clock -> tick -> queues -> discover, scrape, rules, flush, compact, sweep -> bucket and tables <- query <- API.

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region
  partition = data.aws_partition.current.partition

  # Of the aliases, out of their names: functions know the API's URL for links, so the API may not wait for functions.
  invoke_arns = { for function in ["query", "authorize"] : function =>
    "arn:${local.partition}:apigateway:${local.region}:lambda:path/2015-03-31/functions/arn:${local.partition}:lambda:${local.region}:${local.account}:function:${var.name}-${function}:live/invocations"
  }
}

module "storage" {
  source = "./modules/storage"

  name                = var.name
  account_id          = local.account
  region              = local.region
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

# One queue a kind of job, so that lesser work never delays scrapes.
module "queue" {
  source   = "./modules/queue"
  for_each = local.queues

  name              = "${var.name}-${each.key}"
  function_timeout  = each.value.timeout
  attempts          = each.value.attempts
  retention_seconds = each.value.retention_seconds
  kms_key_arn       = var.kms_key_arn
}

module "function" {
  source   = "./modules/function"
  for_each = local.functions

  name                 = "${var.name}-${each.key}"
  description          = "Narthex: ${each.value.description}"
  handler              = each.value.handler
  code                 = local.code[each.key == "discover" && var.discovery != null ? "discovery" : "functions"]
  memory               = lookup(var.memory, each.key, each.value.memory)
  timeout              = local.timeouts[each.key]
  environment          = each.value.environment
  statements           = each.value.statements
  queue                = each.value.queue
  network              = each.key == "scrape" ? local.scrape_network : null
  reserved_concurrency = lookup(var.reserved_concurrency, each.key, -1)
  snap_start           = var.snap_start
  log_retention_days   = var.log_retention_days
  kms_key_arn          = var.kms_key_arn
  account_id           = local.account
  region               = local.region
  partition            = local.partition
}

module "schedule" {
  source = "./modules/schedule"

  name        = "${var.name}-minute"
  function    = { name = module.function["tick"].name, alias = module.function["tick"].alias, alias_arn = module.function["tick"].alias_arn }
  kms_key_arn = var.kms_key_arn
}

module "api" {
  source = "./modules/api"

  name               = var.name
  type               = var.api.type
  openapi            = yamldecode(file("${path.module}/../api-gateway/src/main/resources/openapi.yaml"))
  region             = local.region
  dns_suffix         = data.aws_partition.current.dns_suffix
  query              = { name = module.function["query"].name, alias = module.function["query"].alias }
  authorization      = var.api.authorization
  authorizer         = { name = module.function["authorize"].name, alias = module.function["authorize"].alias }
  invoke_arns        = local.invoke_arns
  jwt                = var.api.jwt
  throttle           = { rate = var.api.rate, burst = var.api.burst }
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
}

module "alerting" {
  source = "./modules/alerting"

  name               = var.name
  emails             = var.alarm_emails
  functions          = { for key, function in module.function : key => function.name }
  dead_letter_queues = merge({ for key, queue in module.queue : key => queue.dead_name }, { minute = module.schedule.dead_name })
  scrape_queue       = module.queue["scrape"].name
  account_id         = local.account
  kms_key_arn        = var.kms_key_arn
}

module "observability" {
  source = "./modules/observability"

  name               = var.name
  region             = local.region
  functions          = { for key, function in module.function : key => function.name }
  queues             = { for key, queue in module.queue : key => queue.name }
  dead_letter_queues = merge({ for key, queue in module.queue : key => queue.dead_name }, { minute = module.schedule.dead_name })
  tables             = [module.storage.catalog_table, module.storage.state_table]
}
