output "query_url" {
  description = "Base URL for Grafana and promtool."
  value       = module.narthex.query_url
}

output "token_secret" {
  description = "Where the hashes of API tokens go."
  value       = module.narthex.token_secret
}
