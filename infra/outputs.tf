output "query_url" {
  description = "Base URL for Grafana's Prometheus data source and promtool."
  value       = module.api.url
}

output "token_secret" {
  description = "The secret that holds the salted hashes of API tokens."
  value       = aws_secretsmanager_secret.tokens.name
}

output "config_bucket" {
  description = "The bucket of configurations, which keeps replaced ones for ninety days."
  value       = module.storage.config_bucket
}

output "external_url" {
  description = "What links in alerts and notifications begin with."
  value       = local.external_url
}

output "config_version" {
  description = "The version of the configuration that functions use."
  value       = local.config_version
}

output "dashboard_url" {
  description = "The CloudWatch dashboard."
  value       = module.observability.dashboard_url
}

output "alarm_topic" {
  description = "The topic of alarms about Narthex itself."
  value       = module.alerting.topic_arn
}

output "functions" {
  description = "Function names and the published versions behind their aliases."
  value       = { for key, function in module.function : key => { name = function.name, version = function.version } }
}
