# One dashboard: what runs, what fails, what waits, what it costs in requests.

locals {
  lambda = { for metric in ["Invocations", "Errors", "Duration", "ConcurrentExecutions"] : metric => [
    for name in sort(values(var.functions)) : ["AWS/Lambda", metric, "FunctionName", name]
  ] }
  panels = concat(
    [for metric, series in local.lambda : { title = "Functions: ${metric}", stat = metric == "Duration" ? "p95" : metric == "ConcurrentExecutions" ? "Maximum" : "Sum", metrics = series }],
    [
      { title = "Work: minutes planned, targets scraped, samples, compactions, notifications", stat = "Sum", metrics = [
        for series in [["Ticks", "tick"], ["Scrapes", "scrape"], ["Samples", "scrape"], ["Compactions", "compact"], ["Notifications", "flush"]] :
        ["Narthex", series[0], "Function", var.functions[series[1]]]
      ] },
      { title = "Trouble: slots missed, scrapes, rules and notifications failed", stat = "Sum", metrics = [
        for series in [["MissedTicks", "scrape"], ["MissedTicks", "rules"], ["ScrapeFailures", "scrape"], ["RuleFailures", "rules"], ["FailedNotifications", "flush"]] :
        ["Narthex", series[0], "Function", var.functions[series[1]]]
      ] },
      { title = "Queues: oldest message (s)", stat = "Maximum", metrics = [for name in sort(values(var.queues)) : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name]] },
      { title = "Dead letters", stat = "Maximum", metrics = [for name in sort(values(var.dead_letter_queues)) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name]] },
      { title = "Tables: write units", stat = "Sum", metrics = [for name in var.tables : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", name]] },
      { title = "Tables: read units", stat = "Sum", metrics = [for name in var.tables : ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", name]] },
    ],
  )
}

resource "aws_cloudwatch_dashboard" "narthex" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [for i, panel in local.panels : {
      type   = "metric"
      x      = 12 * (i % 2)
      y      = 6 * floor(i / 2)
      width  = 12
      height = 6
      properties = {
        region  = var.region
        title   = panel.title
        stat    = panel.stat
        period  = 60
        metrics = panel.metrics
      }
    }]
  })
}
