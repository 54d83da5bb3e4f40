resource "aws_apigatewayv2_api" "http" {
  count = local.http

  name          = var.name
  description   = "Narthex: the HTTP API of Prometheus"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "query" {
  count = local.http

  api_id                 = aws_apigatewayv2_api.http[0].id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = var.invoke_arns.query
  payload_format_version = "2.0"
  timeout_milliseconds   = 30000
}

resource "aws_apigatewayv2_authorizer" "token" {
  count = local.http == 1 && var.authorization == "token" ? 1 : 0

  api_id                            = aws_apigatewayv2_api.http[0].id
  name                              = "token"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = var.invoke_arns.authorize
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  identity_sources                  = ["$request.header.Authorization"]
  authorizer_result_ttl_in_seconds  = 300
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  count = local.http == 1 && var.authorization == "jwt" ? 1 : 0

  api_id           = aws_apigatewayv2_api.http[0].id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.jwt.issuer
    audience = var.jwt.audience
  }
}

resource "aws_apigatewayv2_route" "query" {
  for_each = local.http == 1 ? local.routes : {}

  api_id             = aws_apigatewayv2_api.http[0].id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.query[0].id}"
  authorization_type = each.value.open ? "NONE" : { token = "CUSTOM", jwt = "JWT", iam = "AWS_IAM" }[var.authorization]
  authorizer_id      = each.value.open ? null : one(concat(aws_apigatewayv2_authorizer.token[*].id, aws_apigatewayv2_authorizer.jwt[*].id))
}

resource "aws_apigatewayv2_stage" "default" {
  count = local.http

  api_id      = aws_apigatewayv2_api.http[0].id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttle.rate
    throttling_burst_limit = var.throttle.burst
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = local.log_format
  }
}
