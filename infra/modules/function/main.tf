# One function: role, log group, published version and the alias that every trigger names.

locals {
  log_statement = {
    Sid      = "Logs"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["${aws_cloudwatch_log_group.this.arn}:log-stream:*"]
  }
  queue_statement = var.queue == null ? [] : [{
    Sid      = "TakeJobs"
    Effect   = "Allow"
    Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
    Resource = [var.queue.arn]
  }]
  # Lambda itself manages the network interfaces by the function's role; the function's code may not.
  network_statement = var.network == null ? [] : [{
    Sid       = "NoNetworkForTheCode"
    Effect    = "Deny"
    Action    = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
    Resource  = ["arn:${var.partition}:ec2:${var.region}:${var.account_id}:network-interface/*", "arn:${var.partition}:ec2:${var.region}:${var.account_id}:subnet/*", "arn:${var.partition}:ec2:${var.region}:${var.account_id}:security-group/*"]
    Condition = { ArnEquals = { "lambda:SourceFunctionArn" = "arn:${var.partition}:lambda:${var.region}:${var.account_id}:function:${var.name}" } }
  }]
  key_statement = var.kms_key_arn == null ? [] : [{
    Sid       = "Key"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = [var.kms_key_arn]
    Condition = { StringLike = { "kms:ViaService" = [for service in ["s3", "dynamodb", "sqs", "secretsmanager"] : "${service}.${var.region}.amazonaws.com"] } }
  }]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  name = var.name

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "own"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(var.statements, [local.log_statement], local.queue_statement, local.network_statement, local.key_statement)
  })
}

# EC2 knows no narrower rights for describing network interfaces than AWS' own policy for functions in a VPC.
resource "aws_iam_role_policy_attachment" "network" {
  count = var.network == null ? 0 : 1

  role       = aws_iam_role.this.name
  policy_arn = "arn:${var.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  runtime                        = "java25"
  architectures                  = ["arm64"]
  handler                        = var.handler
  s3_bucket                      = var.code.bucket
  s3_key                         = var.code.key
  source_code_hash               = var.code.hash
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  kms_key_arn                    = var.kms_key_arn

  environment {
    # The columns' decompressor uses sun.misc.Unsafe, which JDK 25 warns of at every start otherwise. The rest makes starts shorter:
    # docs/decisions/0008-starts-of-functions.md.
    variables = merge({ JAVA_TOOL_OPTIONS = "--sun-misc-unsafe-memory-access=allow -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:MetaspaceSize=96m" }, var.environment)
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []

    content {
      apply_on = "PublishedVersions"
    }
  }

  dynamic "vpc_config" {
    for_each = var.network == null ? [] : [var.network]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  tracing_config {
    mode = "PassThrough"
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this, aws_iam_role_policy_attachment.network]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "What every trigger calls; point it at an older version to roll back."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_event_source_mapping" "queue" {
  count = var.queue == null ? 0 : 1

  event_source_arn        = var.queue.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = var.queue.batch_size
  function_response_types = ["ReportBatchItemFailures"]

  dynamic "scaling_config" {
    for_each = var.queue.maximum_concurrency == null ? [] : [var.queue.maximum_concurrency]

    content {
      maximum_concurrency = scaling_config.value
    }
  }
}
