output "rule_name" {
  description = "Name of the rule."
  value       = aws_cloudwatch_event_rule.minute.name
}

output "dead_name" {
  description = "Name of the queue of ticks that could not be delivered."
  value       = aws_sqs_queue.dead.name
}
