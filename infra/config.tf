# prometheus.yml and its companions, as one version named by its content: functions switch from one whole version to the next.

locals {
  config_files   = [for file in sort(fileset(var.config_dir, "**")) : file if !startswith(file, ".")]
  config_version = sha256(join("\n", [for file in local.config_files : "${file} ${filesha256("${var.config_dir}/${file}")}"]))
  config_prefix  = "config/${local.config_version}"
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
  for_each   = toset(local.config_files)
  depends_on = [terraform_data.checked]

  bucket = module.storage.bucket
  key    = "${local.config_prefix}/${each.key}"
  source = "${var.config_dir}/${each.key}"

  lifecycle {
    create_before_destroy = true
  }
}
