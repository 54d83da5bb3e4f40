# prometheus.yml and its companions, as one object: functions switch from one whole version to the next. The key never changes, so a change is a new
# version of one object in a bucket that keeps what was replaced for ninety days, and published functions, which know the version of theirs, go on
# working. A key that changed would be another object, and the provider removes an object with all its versions.

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
  key          = "config/current.json"
  content      = local.config_text
  content_type = "application/json"
  source_hash  = local.config_version
  metadata     = { sha256 = local.config_version }
}
