output "bucket" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.objects.bucket
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.objects.arn
}

output "catalog_table" {
  description = "Name of the catalogue table."
  value       = aws_dynamodb_table.catalog.name
}

output "catalog_arn" {
  description = "ARN of the catalogue table."
  value       = aws_dynamodb_table.catalog.arn
}

output "state_table" {
  description = "Name of the state table."
  value       = aws_dynamodb_table.state.name
}

output "state_arn" {
  description = "ARN of the state table."
  value       = aws_dynamodb_table.state.arn
}

output "config_bucket" {
  description = "Name of the bucket of configurations and code, once it keeps versions."
  value       = aws_s3_bucket.config.bucket
  depends_on  = [aws_s3_bucket_versioning.config]
}

output "config_bucket_arn" {
  description = "ARN of the bucket of configurations and code."
  value       = aws_s3_bucket.config.arn
}
