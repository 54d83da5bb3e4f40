"""Names what is in the account, a line each; ends with 1 when there is anything. For the time after `terraform destroy`."""

import sys

import boto3


def names():
    client = boto3.client
    yield from ("bucket " + b["Name"] for b in client("s3").list_buckets()["Buckets"])
    yield from ("table " + t for t in client("dynamodb").list_tables()["TableNames"])
    yield from ("queue " + q.rsplit("/", 1)[1] for q in client("sqs").list_queues().get("QueueUrls", []))
    yield from ("topic " + t["TopicArn"] for t in client("sns").list_topics()["Topics"])
    yield from ("function " + f["FunctionName"] for f in client("lambda").list_functions()["Functions"])
    yield from ("event source mapping " + m["UUID"] for m in client("lambda").list_event_source_mappings()["EventSourceMappings"])
    yield from ("rule " + r["Name"] for r in client("events").list_rules()["Rules"])
    yield from ("API " + a["name"] for a in client("apigateway").get_rest_apis()["items"])
    yield from ("role " + r["RoleName"] for r in client("iam").list_roles()["Roles"])
    yield from ("secret " + s["Name"] for s in client("secretsmanager").list_secrets()["SecretList"])
    yield from ("log group " + g["logGroupName"] for g in client("logs").describe_log_groups()["logGroups"])
    yield from ("alarm " + a["AlarmName"] for a in client("cloudwatch").describe_alarms()["MetricAlarms"])
    yield from ("dashboard " + d["DashboardName"] for d in client("cloudwatch").list_dashboards()["DashboardEntries"])


def main() -> None:
    found = list(names())
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
