# prometheus.yml and its companions, as one object named by its content: functions switch from one whole version to the next. The bucket keeps
# replaced objects for ninety days, and published functions know the version of theirs, so older ones go on working.

locals {
  config_files = [for file in sort(fileset(var.config_dir, "**")) : file if !startswith(file, ".")]
  # Files may hold secrets: no plan, and so no log of a pull request, shows them.
  config_text    = sensitive(jsonencode({ for file in local.config_files : file => file("${var.config_dir}/${file}") }))
  config_version = nonsensitive(sha256(local.config_text))
  config_at      = "s3://${aws_s3_object.config.bucket}/${aws_s3_object.config.key}?versionId=${aws_s3_object.config.version_id}"
}

# Nothing is uploaded that Narthex itself would refuse.
resource "terraform_data" "checked" {
  count = var.check_config ? 1 : 0

  triggers_replace = local.config_version

  provisioner "local-exec" {
    command = "'${path.module}/../narthex' check all '${var.config_dir}'"
  }
}

resource "aws_s3_object" "config" {
  depends_on = [terraform_data.checked]

  bucket       = module.storage.config_bucket
  key          = "config/${local.config_version}.json"
  content      = local.config_text
  content_type = "application/json"

  lifecycle {
    create_before_destroy = true
  }
}
