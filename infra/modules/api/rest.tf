locals {
  rest_stage = "live"
  security   = { token = [{ token = [] }], iam = [{ iam = [] }], jwt = [] }[var.authorization]
  rest_body = {
    openapi = "3.0.1"
    info    = { title = var.name, version = "1" }
    paths = { for path, operations in local.operations : path => {
      for method in operations : method => {
        parameters = [for name in regexall("\\{([^}+]+)\\+?\\}", path) : { name = name[0], in = "path", required = true, schema = { type = "string" } }]
        responses  = { "200" = { description = "The function's answer" } }
        security   = method == "options" ? [] : local.security
        x-amazon-apigateway-integration = {
          type                 = "aws_proxy"
          httpMethod           = "POST"
          uri                  = var.invoke_arns.query
          passthroughBehavior  = "when_no_match"
          payloadFormatVersion = "1.0"
        }
      }
    } }
    components = { securitySchemes = {
      token = {
        type                         = "apiKey"
        name                         = "Authorization"
        in                           = "header"
        x-amazon-apigateway-authtype = "custom"
        x-amazon-apigateway-authorizer = {
          type                         = "request"
          identitySource               = "method.request.header.Authorization"
          authorizerUri                = var.invoke_arns.authorize
          authorizerResultTtlInSeconds = 300
        }
      }
      iam = { type = "apiKey", name = "Authorization", in = "header", x-amazon-apigateway-authtype = "awsSigv4" }
    } }
    # Bodies of remote write are bytes, and answers are gzip.
    x-amazon-apigateway-binary-media-types = ["*/*"]
  }
}

resource "aws_api_gateway_rest_api" "rest" {
  count = local.rest

  name = var.name
  body = jsonencode(local.rest_body)

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "rest" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id
  triggers    = { body = sha256(jsonencode(local.rest_body)) }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "rest" {
  count = local.rest

  rest_api_id   = aws_api_gateway_rest_api.rest[0].id
  deployment_id = aws_api_gateway_deployment.rest[0].id
  stage_name    = local.rest_stage

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = local.log_format
  }
}

resource "aws_api_gateway_method_settings" "rest" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id
  stage_name  = aws_api_gateway_stage.rest[0].stage_name
  method_path = "*/*"

  settings {
    throttling_rate_limit  = var.throttle.rate
    throttling_burst_limit = var.throttle.burst
    metrics_enabled        = true
  }
}
