output "url" {
  description = "Base URL of the API, without a slash at its end; known before the functions are."
  value = one(concat(
    aws_apigatewayv2_api.http[*].api_endpoint,
    [for id in aws_api_gateway_rest_api.rest[*].id : "https://${id}.execute-api.${var.region}.${var.dns_suffix}/${local.rest_stage}"],
  ))
}

output "id" {
  description = "Id of the API."
  value       = one(concat(aws_apigatewayv2_api.http[*].id, aws_api_gateway_rest_api.rest[*].id))
}

output "routes" {
  description = "The routes, as METHOD PATH."
  value       = sort(keys(local.routes))
}
