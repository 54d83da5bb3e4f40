output "url" {
  description = "Base URL of the API, without a slash at its end."
  value       = one(concat(aws_apigatewayv2_api.http[*].api_endpoint, aws_api_gateway_stage.rest[*].invoke_url))
}

output "id" {
  description = "Id of the API."
  value       = one(concat(aws_apigatewayv2_api.http[*].id, aws_api_gateway_rest_api.rest[*].id))
}

output "routes" {
  description = "The routes, as METHOD PATH."
  value       = sort(keys(local.routes))
}
