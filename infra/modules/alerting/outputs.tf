output "topic_arn" {
  description = "ARN of the topic of alarms; subscribe more to it."
  value       = aws_sns_topic.alarms.arn
}
