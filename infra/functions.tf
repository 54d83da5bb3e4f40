# What each function is, and what it may do: nothing that its work does not need, and no wildcards over actions or resources.

locals {
  address_policy = var.address_policy
  external_url   = trimsuffix(var.external_url == null ? module.api.url : var.external_url, "/")

  # Seconds that a function may take. HTTP APIs wait thirty.
  timeouts = { tick = 30, discover = 60, scrape = 60, rules = 60, flush = 60, compact = 600, sweep = 600, query = 29, authorize = 10 }

  queues = {
    # A scrape that comes late is dropped anyway.
    scrape = { timeout = local.timeouts.scrape, attempts = 2, retention_seconds = 900 }
    # An evaluation that comes late is dropped too.
    rules    = { timeout = local.timeouts.rules, attempts = 3, retention_seconds = 900 }
    flush    = { timeout = local.timeouts.flush, attempts = 5, retention_seconds = 86400 }
    discover = { timeout = local.timeouts.discover, attempts = 3, retention_seconds = 3600 }
    work     = { timeout = local.timeouts.compact, attempts = 4, retention_seconds = 86400 }
    sweep    = { timeout = local.timeouts.sweep, attempts = 3, retention_seconds = 86400 }
  }

  environment = {
    stores = {
      NARTHEX_BUCKET        = module.storage.bucket
      NARTHEX_CATALOG_TABLE = module.storage.catalog_table
      NARTHEX_STATE_TABLE   = module.storage.state_table
      NARTHEX_CONFIG        = local.config_at
    }
    queues = {
      NARTHEX_QUEUE_SCRAPE   = module.queue["scrape"].url
      NARTHEX_QUEUE_RULES    = module.queue["rules"].url
      NARTHEX_QUEUE_FLUSH    = module.queue["flush"].url
      NARTHEX_QUEUE_DISCOVER = module.queue["discover"].url
      NARTHEX_QUEUE_WORK     = module.queue["work"].url
      NARTHEX_QUEUE_SWEEP    = module.queue["sweep"].url
    }
    policy = { NARTHEX_ADDRESS_POLICY = local.address_policy }
    links  = { NARTHEX_EXTERNAL_URL = local.external_url }
  }

  blocks = ["b0/*", "b1/*", "b2/*", "b3/*", "layout/*"]

  # Without the right to list, S3 answers 403 instead of 404 for an object that is absent.
  may_see_absence = { Sid = "SeeAbsence", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [module.storage.bucket_arn, module.storage.config_bucket_arn] }
  may_read_config = { Sid = "ReadConfig", Effect = "Allow", Action = ["s3:GetObject", "s3:GetObjectVersion"], Resource = ["${module.storage.config_bucket_arn}/config/*"] }
  # What Discover has published: targets with their shards, rule groups with their batches.
  may_read_plans   = { Sid = "ReadPlans", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${module.storage.bucket_arn}/targets/*", "${module.storage.bucket_arn}/rules/*"] }
  may_read_blocks  = { Sid = "ReadBlocks", Effect = "Allow", Action = ["s3:GetObject"], Resource = [for prefix in local.blocks : "${module.storage.bucket_arn}/${prefix}"] }
  may_write_state  = { Sid = "WriteState", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem"], Resource = [module.storage.state_arn] }
  may_read_catalog = { Sid = "ReadCatalog", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], Resource = [module.storage.catalog_arn] }
  may_add_catalog  = { Sid = "AddToCatalog", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem"], Resource = [module.storage.catalog_arn] }
  may_read_secrets = length(var.secret_arns) == 0 ? [] : [{ Sid = "ReadSecrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = sort(var.secret_arns) }]
  may_assume       = var.discovery == null || try(length(var.discovery.role_arns), 0) == 0 ? [] : [{ Sid = "TakeOnRoles", Effect = "Allow", Action = ["sts:AssumeRole"], Resource = sort(var.discovery.role_arns) }]
  may_publish      = length(var.notification_topics) == 0 ? [] : [{ Sid = "Notify", Effect = "Allow", Action = ["sns:Publish"], Resource = sort(var.notification_topics) }]
  may_become       = length(var.notification_roles) == 0 ? [] : [{ Sid = "PublishAsRoles", Effect = "Allow", Action = ["sts:AssumeRole"], Resource = sort(var.notification_roles) }]
  may_send = { for queue in keys(local.queues) : queue => {
    Sid = "Send${title(queue)}", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [module.queue[queue].arn]
  } }

  functions = {
    tick = {
      description = "plans the next minute and sends its jobs"
      handler     = "dev.narthex.aws.function.TickHandler"
      memory      = 512
      queue       = null
      environment = merge(local.environment.stores, local.environment.queues)
      statements  = concat([local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_read_catalog, local.may_write_state], values(local.may_send))
    }
    discover = {
      description = "finds targets and publishes their shards"
      handler     = var.discovery == null ? "dev.narthex.aws.function.DiscoverHandler" : "dev.narthex.discovery.DiscoverHandler"
      memory      = 512
      queue       = { arn = module.queue["discover"].arn, batch_size = 1, maximum_concurrency = 2 }
      environment = merge(local.environment.stores, local.environment.queues, local.environment.policy)
      statements = concat(local.may_read_secrets, [
        local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_write_state, local.may_add_catalog,
        # End entries of targets and rules that vanished are level-0 blocks.
        { Sid = "WritePlans", Effect = "Allow", Action = ["s3:PutObject"], Resource = [for prefix in ["targets/*", "rules/*", "b0/*", "layout/*"] : "${module.storage.bucket_arn}/${prefix}"] },
        # The latest blocks tell how many series each target has, which decides about shards.
        { Sid = "ReadLatest", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${module.storage.bucket_arn}/b0/*", "${module.storage.bucket_arn}/b1/*", "${module.storage.bucket_arn}/layout/*"] },
        # New shards are scraped before the next tick plans them.
        local.may_send["scrape"], local.may_send["rules"],
      ], local.may_assume)
    }
    scrape = {
      description = "scrapes one shard for one slot"
      handler     = "dev.narthex.aws.function.ScrapeHandler"
      memory      = 1769
      queue       = { arn = module.queue["scrape"].arn, batch_size = 1, maximum_concurrency = null }
      environment = merge(local.environment.stores, local.environment.queues, local.environment.policy)
      statements = concat(local.may_read_secrets, [
        local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_write_state, local.may_add_catalog,
        { Sid = "WriteBlocks", Effect = "Allow", Action = ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"], Resource = ["${module.storage.bucket_arn}/b0/*", "${module.storage.bucket_arn}/layout/*"] },
      ])
    }
    rules = {
      description = "evaluates one batch of rule groups for one slot"
      handler     = "dev.narthex.aws.function.RulesHandler"
      memory      = 1769
      queue       = { arn = module.queue["rules"].arn, batch_size = 1, maximum_concurrency = null }
      environment = merge(local.environment.stores, local.environment.queues, local.environment.policy, local.environment.links)
      statements = concat(local.may_read_secrets, [
        local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_read_blocks, local.may_write_state, local.may_add_catalog,
        # What rules record, and the state of their alerts, is one level-0 block.
        { Sid = "WriteBlocks", Effect = "Allow", Action = ["s3:PutObject", "s3:AbortMultipartUpload"], Resource = ["${module.storage.bucket_arn}/b0/*", "${module.storage.bucket_arn}/layout/*"] },
        local.may_send["flush"],
      ])
    }
    flush = {
      description = "routes, groups, mutes and sends notifications"
      handler     = "dev.narthex.aws.function.FlushHandler"
      memory      = 512
      queue       = { arn = module.queue["flush"].arn, batch_size = 1, maximum_concurrency = 10 }
      environment = merge(local.environment.stores, local.environment.queues, local.environment.policy, local.environment.links)
      # No metric data, and no bucket but for the configuration: alerts, groups and silences are state.
      statements = concat(local.may_read_secrets, local.may_publish, local.may_become, [
        local.may_see_absence, local.may_read_config, local.may_write_state,
        local.may_send["flush"],
      ])
    }
    compact = {
      description = "merges blocks into higher levels"
      handler     = "dev.narthex.aws.function.CompactHandler"
      memory      = 1769
      queue       = { arn = module.queue["work"].arn, batch_size = 1, maximum_concurrency = 4 }
      environment = merge(local.environment.stores, local.environment.queues)
      statements = [
        local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_read_blocks, local.may_write_state,
        { Sid = "WriteBlocks", Effect = "Allow", Action = ["s3:PutObject", "s3:AbortMultipartUpload"], Resource = [for prefix in ["b1/*", "b2/*", "b3/*", "layout/*"] : "${module.storage.bucket_arn}/${prefix}"] },
        { Sid = "CommitCatalog", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem"], Resource = [module.storage.catalog_arn] },
        local.may_send["work"],
      ]
    }
    sweep = {
      description = "removes what is covered or past retention"
      handler     = "dev.narthex.aws.function.SweepHandler"
      memory      = 1024
      queue       = { arn = module.queue["sweep"].arn, batch_size = 1, maximum_concurrency = 2 }
      environment = merge(local.environment.stores, local.environment.queues)
      statements = [
        local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_read_blocks, local.may_write_state,
        { Sid = "DeleteBlocks", Effect = "Allow", Action = ["s3:DeleteObject"], Resource = [for prefix in concat(local.blocks, ["targets/*", "rules/*"]) : "${module.storage.bucket_arn}/${prefix}"] },
        { Sid = "CommitCatalog", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DeleteItem"], Resource = [module.storage.catalog_arn] },
        local.may_send["work"],
        # Notifications whose timer was lost.
        local.may_send["flush"],
      ]
    }
    query = {
      description = "answers the HTTP API"
      handler     = "dev.narthex.aws.function.QueryHandler"
      memory      = 1769
      queue       = null
      environment = merge(local.environment.stores, local.environment.queues, local.environment.links)
      # Silences, and alerts that clients send, are state; alerts start timers.
      statements = [local.may_see_absence, local.may_read_config, local.may_read_plans, local.may_read_blocks, local.may_write_state, local.may_read_catalog, local.may_send["flush"]]
    }
    authorize = {
      description = "judges the tokens of API calls"
      handler     = "dev.narthex.aws.function.AuthorizeHandler"
      memory      = 512
      queue       = null
      environment = { NARTHEX_TOKENS = aws_secretsmanager_secret.tokens.arn }
      statements  = [{ Sid = "ReadTokens", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = [aws_secretsmanager_secret.tokens.arn] }]
    }
  }
}

locals {
  zips = merge({ functions = var.function_zip }, var.discovery == null ? {} : { discovery = var.discovery.zip })
  code = { for name, zip in local.zips : name => { bucket = aws_s3_object.code[name].bucket, key = aws_s3_object.code[name].key, hash = filebase64sha256(zip) } }
}

resource "aws_s3_object" "code" {
  for_each = local.zips

  bucket      = module.storage.config_bucket
  key         = "code/${filesha256(each.value)}.zip"
  source      = each.value
  source_hash = filesha256(each.value)

  # The function of the last version may still start from its zip.
  lifecycle {
    create_before_destroy = true
  }
}

# Salted hashes of tokens. Their values never pass through Terraform: see README.
resource "aws_secretsmanager_secret" "tokens" {
  name                    = "${var.name}/api-tokens"
  description             = "Salted hashes of the tokens that the API lets in."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.deletion_protection ? 7 : 0
}
