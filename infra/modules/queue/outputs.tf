output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.jobs.url
}

output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.jobs.arn
}

output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.jobs.name
}

output "dead_name" {
  description = "Name of the queue of dead letters."
  value       = aws_sqs_queue.dead.name
}

output "dead_arn" {
  description = "ARN of the queue of dead letters."
  value       = aws_sqs_queue.dead.arn
}
