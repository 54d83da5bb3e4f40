# Who may call the API, by each kind of authorization: the module alone, planned with nothing created.

mock_provider "aws" {}

variables {
  name               = "narthex"
  type               = "http"
  openapi            = { paths = { "/api/v1/query" = { get = {}, post = {} } } }
  query              = { name = "narthex-query", alias = "live" }
  authorizer         = { name = "narthex-authorize", alias = "live" }
  authorization      = "token"
  jwt                = null
  throttle           = { rate = 50, burst = 100 }
  log_retention_days = 14
  kms_key_arn        = null
  invoke_arns        = { query = "arn:aws:apigateway:eu-central-1:lambda:path/query", authorize = "arn:aws:apigateway:eu-central-1:lambda:path/authorize" }
  region             = "eu-central-1"
  dns_suffix         = "amazonaws.com"
}

run "token" {
  command = apply

  module {
    source = "./modules/api"
  }
  assert {
    condition     = aws_apigatewayv2_route.query["GET /api/v1/query"].authorization_type == "CUSTOM" && length(aws_lambda_permission.authorizer) == 1
    error_message = "Tokens are judged by the authorizer, which API Gateway may call."
  }
}

run "jwt" {
  command = apply

  module {
    source = "./modules/api"
  }
  variables {
    authorization = "jwt"
    jwt           = { issuer = "https://id.example.com", audience = ["narthex"] }
  }
  assert {
    condition     = alltrue([for key, route in aws_apigatewayv2_route.query : route.authorization_type == (startswith(key, "OPTIONS ") ? "NONE" : "JWT")])
    error_message = "Every route but preflight asks for a token of the issuer."
  }
  assert {
    condition     = aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].issuer == "https://id.example.com" && aws_apigatewayv2_authorizer.jwt[0].jwt_configuration[0].audience == toset(["narthex"])
    error_message = "Issuer and audience are those of the variable."
  }
  assert {
    condition     = length(aws_apigatewayv2_authorizer.token) == 0 && length(aws_lambda_permission.authorizer) == 0
    error_message = "The authorizer function is not called."
  }
}

run "iam" {
  command = apply

  module {
    source = "./modules/api"
  }
  variables {
    authorization = "iam"
  }
  assert {
    condition     = alltrue([for key, route in aws_apigatewayv2_route.query : route.authorization_type == (startswith(key, "OPTIONS ") ? "NONE" : "AWS_IAM") && route.authorizer_id == null])
    error_message = "Every route but preflight is signed, and has no authorizer."
  }
}

run "rest_with_iam" {
  command = apply

  module {
    source = "./modules/api"
  }
  variables {
    type          = "rest"
    authorization = "iam"
  }
  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.rest[0].body).paths["/api/v1/query"].get.security == [{ iam = [] }]
    error_message = "A REST API's operations are signed."
  }
}
