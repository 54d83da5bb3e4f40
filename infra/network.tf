# Only scrape functions enter the VPC. They reach S3, DynamoDB and targets, and nothing else; SQS is Lambda's business.

locals {
  scrape_network = var.vpc == null ? null : {
    subnet_ids         = var.vpc.subnet_ids
    security_group_ids = aws_security_group.scrape[*].id
  }
  gateways = var.vpc == null ? {} : { s3 = "s3", dynamodb = "dynamodb" }
}

resource "aws_security_group" "scrape" {
  count = var.vpc == null ? 0 : 1

  name        = "${var.name}-scrape"
  description = "Narthex scrape functions: out to targets and gateway endpoints, nothing in"
  vpc_id      = var.vpc.id
}

resource "aws_vpc_security_group_egress_rule" "targets" {
  for_each = var.vpc == null ? toset([]) : toset(var.vpc.target_cidrs)

  security_group_id = aws_security_group.scrape[0].id
  description       = "Targets"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 65535
}

resource "aws_vpc_security_group_egress_rule" "gateway" {
  for_each = local.gateways

  security_group_id = aws_security_group.scrape[0].id
  description       = "Gateway endpoint of ${each.key}"
  prefix_list_id    = aws_vpc_endpoint.gateway[each.key].prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "gateway" {
  for_each = local.gateways

  vpc_id            = var.vpc.id
  service_name      = "com.amazonaws.${local.region}.${each.value}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.vpc.route_table_ids
}
