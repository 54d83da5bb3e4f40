# The HTTP door: every route of openapi.yaml, by an HTTP API (http.tf) or a REST API (rest.tf), to the query function's alias.

locals {
  methods = ["get", "post", "put", "delete", "head", "options", "patch"]
  # GET routes answer HEAD too, which openapi.yaml says once for all.
  operations = { for path, operations in var.openapi.paths : path => toset(concat(
    [for method in keys(operations) : method if contains(local.methods, method)],
    contains(keys(operations), "get") ? ["head"] : [],
  )) }
  # Browsers send no credentials when they ask whether they may call.
  routes = merge([for path, operations in local.operations : {
    for method in operations : "${upper(method)} ${path}" => { method = method, path = path, open = method == "options" }
  }]...)
  http = var.type == "http" ? 1 : 0
  rest = var.type == "rest" ? 1 : 0
  log_format = jsonencode({
    requestId = "$context.requestId"
    time      = "$context.requestTime"
    route     = "$context.resourcePath$context.routeKey"
    status    = "$context.status"
    bytes     = "$context.responseLength"
    latency   = "$context.responseLatency"
    source    = "$context.identity.sourceIp"
    error     = "$context.authorizer.error$context.integrationErrorMessage"
  })
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_permission" "query" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = var.query.name
  qualifier     = var.query.alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${one(concat(aws_apigatewayv2_api.http[*].execution_arn, aws_api_gateway_rest_api.rest[*].execution_arn))}/*"
}

resource "aws_lambda_permission" "authorizer" {
  count = var.authorization == "token" ? 1 : 0

  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = var.authorizer.name
  qualifier     = var.authorizer.alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${one(concat(aws_apigatewayv2_api.http[*].execution_arn, aws_api_gateway_rest_api.rest[*].execution_arn))}/authorizers/*"
}
