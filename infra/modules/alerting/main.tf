# Alarms about Narthex itself, to one topic. docs/operations.md says what each means and what to do.

locals {
  own = {
    refused-config = {
      function    = "tick", metric = "RefusedConfigs", period = 300, threshold = 0
      description = "The configuration of the last apply does not parse in functions; they go on by the one before."
    }
    missed-ticks = {
      function    = "scrape", metric = "MissedTicks", period = 300, threshold = 0
      description = "Scrapes came more than one interval late and were dropped: gaps in the data."
    }
    missed-evaluations = {
      function    = "rules", metric = "MissedTicks", period = 300, threshold = 0
      description = "Rule evaluations came more than one interval late and were dropped: alerts may come late."
    }
    failed-rules = {
      function    = "rules", metric = "RuleFailures", period = 300, threshold = 0
      description = "A rule could not be evaluated: its alerts neither fire nor resolve."
    }
    failed-notifications = {
      function    = "flush", metric = "FailedNotifications", period = 300, threshold = 0
      description = "A receiver refused a notification for good, or could not be reached: somebody was not paged."
    }
  }
}

resource "aws_sns_topic" "alarms" {
  name = "${var.name}-alarms"
  # Alarms cannot publish to a topic under SNS' own key, since its policy does not name CloudWatch: a key of yours, or none.
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AlarmsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.emails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

# A job that failed too often: something that trying again does not mend.
resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = var.dead_letter_queues

  alarm_name          = "${var.name}-${each.key}-dead-letters"
  alarm_description   = "Jobs of ${each.key} failed for good; see the messages in ${each.value} and the function's log."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Functions at queues need none: a job that fails for good is a dead letter, and one that succeeds at the second try is no matter.
resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = { for key in ["tick", "query", "authorize"] : key => var.functions[key] }

  alarm_name          = "${each.value}-errors"
  alarm_description   = "${each.value} fails in three of five minutes."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = each.value }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# The dead man's switch: no minute was planned, so nothing runs, and nothing of Narthex could say so.
resource "aws_cloudwatch_metric_alarm" "no_ticks" {
  alarm_name          = "${var.name}-no-ticks"
  alarm_description   = "Less than three minutes of five were planned: nothing is scraped."
  namespace           = "Narthex"
  metric_name         = "Ticks"
  dimensions          = { Function = var.functions["tick"] }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 3
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# What functions themselves count, as metrics embedded in their logs.
resource "aws_cloudwatch_metric_alarm" "own" {
  for_each = local.own

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = "Narthex"
  metric_name         = each.value.metric
  dimensions          = { Function = var.functions[each.value.function] }
  statistic           = "Sum"
  period              = each.value.period
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Scrapes that wait come too late and are dropped: gaps.
resource "aws_cloudwatch_metric_alarm" "late_scrapes" {
  alarm_name          = "${var.name}-late-scrapes"
  alarm_description   = "A scrape job waited longer than two minutes: scrape functions are throttled or too slow."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = var.scrape_queue }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 120
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
