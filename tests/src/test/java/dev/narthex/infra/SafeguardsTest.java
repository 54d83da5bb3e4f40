package dev.narthex.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every resource of a kind must have: encryption, retention, dead letters, the alias in each trigger. */
class SafeguardsTest {
  private final TerraformFiles infra = TerraformFiles.load().product();

  private static String attribute(Hcl.Body body, String name) {
    Hcl value = body.attributes().get(name);
    assertThat(value).as(name).isNotNull();
    return value.source();
  }

  @Test
  void whatIsStoredIsEncrypted() {
    assertThat(infra.resources("aws_s3_bucket_server_side_encryption_configuration")).hasSameSizeAs(infra.resources("aws_s3_bucket"));
    assertThat(infra.resources("aws_dynamodb_table")).hasSize(2)
        .allSatisfy(table -> assertThat(table.body().nested("server_side_encryption")).hasSize(1).allSatisfy(block -> assertThat(attribute(block, "enabled")).isEqualTo("true")));
    assertThat(infra.resources("aws_sqs_queue")).hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(queue -> assertThat(queue.body().attributes()).containsKeys("sqs_managed_sse_enabled", "kms_master_key_id"));
    assertThat(infra.resources("aws_sns_topic")).isNotEmpty().allSatisfy(topic -> assertThat(topic.body().attributes()).containsKey("kms_master_key_id"));
    assertThat(infra.resources("aws_lambda_function")).allSatisfy(function -> assertThat(function.body().attributes()).containsKey("kms_key_arn"));
    assertThat(infra.resources("aws_secretsmanager_secret")).isNotEmpty().allSatisfy(secret -> assertThat(secret.body().attributes()).containsKey("kms_key_id"));
  }

  @Test
  void logsEnd() {
    assertThat(infra.resources("aws_cloudwatch_log_group")).hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(group -> assertThat(group.body().attributes()).containsKeys("retention_in_days", "kms_key_id"));
  }

  @Test
  void tablesCanBeRestoredAndStateExpires() {
    assertThat(infra.resources("aws_dynamodb_table")).allSatisfy(table -> {
      assertThat(attribute(table.body(), "billing_mode")).isEqualTo("\"PAY_PER_REQUEST\"");
      assertThat(attribute(table.body(), "deletion_protection_enabled")).isEqualTo("var . deletion_protection");
      assertThat(table.body().nested("point_in_time_recovery")).hasSize(1).allSatisfy(block -> assertThat(attribute(block, "enabled")).isEqualTo("true"));
    });
    assertThat(infra.resources("aws_dynamodb_table").stream().filter(table -> table.labels().contains("state"))).hasSize(1)
        .allSatisfy(table -> assertThat(table.body().nested("ttl")).hasSize(1));
  }

  @Test
  void tornUploadsAreRemovedAndOfSamplesNothingElse() {
    assertThat(infra.resources("aws_s3_bucket_lifecycle_configuration")).hasSameSizeAs(infra.resources("aws_s3_bucket")).allSatisfy(lifecycle ->
        assertThat(lifecycle.body().nested("rule")).hasSize(1).allSatisfy(rule -> assertThat(rule.nested("abort_incomplete_multipart_upload")).hasSize(1)));
    assertThat(lifecycle("objects").nested("rule")).allSatisfy(rule -> assertThat(rule.nested("expiration")).isEmpty());
  }

  @Test
  void replacedConfigurationsAreKeptForAWhile() {
    assertThat(infra.resources("aws_s3_bucket_versioning")).hasSize(1).allSatisfy(versioning -> assertThat(versioning.labels()).contains("config"));
    assertThat(lifecycle("config").nested("rule")).allSatisfy(rule -> assertThat(rule.nested("noncurrent_version_expiration")).hasSize(1)
        .allSatisfy(expiration -> assertThat(attribute(expiration, "noncurrent_days")).isEqualTo("var . replaced_kept_days")));
    assertThat(infra.local("config_at").source()).contains("version_id");
  }

  private Hcl.Body lifecycle(String bucket) {
    return infra.resources("aws_s3_bucket_lifecycle_configuration").stream().filter(block -> block.labels().contains(bucket)).findFirst().orElseThrow().body();
  }

  @Test
  void jobsThatKeepFailingBecomeDeadLetters() {
    List<Hcl.Block> jobs = infra.resources("aws_sqs_queue").stream().filter(queue -> !queue.labels().contains("dead")).toList();
    assertThat(jobs).isNotEmpty().allSatisfy(queue -> assertThat(attribute(queue.body(), "redrive_policy")).contains("deadLetterTargetArn").contains("maxReceiveCount"));
    assertThat(infra.resources("aws_sqs_queue_redrive_allow_policy")).hasSameSizeAs(jobs);
    assertThat(infra.resources("aws_cloudwatch_event_target")).isNotEmpty().allSatisfy(target -> assertThat(target.body().nested("dead_letter_config")).hasSize(1));
  }

  @Test
  void functionsStartFromSnapshotsOnArmWithJava25() {
    assertThat(infra.resources("aws_lambda_function")).hasSize(1).allSatisfy(function -> {
      assertThat(attribute(function.body(), "publish")).isEqualTo("true");
      assertThat(attribute(function.body(), "runtime")).isEqualTo("\"java25\"");
      assertThat(attribute(function.body(), "architectures")).isEqualTo("\"arm64\"");
      assertThat(function.body().nested("snap_start")).hasSize(1).allSatisfy(snap -> assertThat(attribute(snap, "apply_on")).isEqualTo("\"PublishedVersions\""));
    });
  }

  @Test
  void everyTriggerCallsTheAlias() {
    assertThat(infra.resources("aws_lambda_event_source_mapping")).hasSize(1).allSatisfy(mapping -> {
      assertThat(attribute(mapping.body(), "function_name")).isEqualTo("aws_lambda_alias . live . arn");
      assertThat(attribute(mapping.body(), "function_response_types")).contains("ReportBatchItemFailures");
    });
    assertThat(infra.resources("aws_cloudwatch_event_target")).allSatisfy(target -> assertThat(attribute(target.body(), "arn")).isEqualTo("var . function . alias_arn"));
    assertThat(infra.resources("aws_lambda_permission")).hasSize(3).allSatisfy(permission -> assertThat(attribute(permission.body(), "qualifier")).contains(". alias"));
    assertThat(infra.resources("aws_lambda_function_event_invoke_config")).allSatisfy(config -> assertThat(attribute(config.body(), "qualifier")).contains(". alias"));
    assertThat(infra.file("modules/function/outputs.tf").blocks("output").filter(output -> output.name().equals("alias_arn"))).hasSize(1)
        .allSatisfy(output -> assertThat(attribute(output.body(), "value")).startsWith("aws_lambda_alias . live ."));
    assertThat(attribute(infra.resources("aws_apigatewayv2_integration").getFirst().body(), "integration_uri")).isEqualTo("var . invoke_arns . query");
    assertThat(attribute(infra.resources("aws_apigatewayv2_authorizer").getFirst().body(), "authorizer_uri")).isEqualTo("var . invoke_arns . authorize");
  }

  @Test
  void lesserWorkCannotTakeAllConcurrency() {
    Hcl.Members functions = (Hcl.Members) infra.local("functions");
    for (String lesser : List.of("discover", "compact", "sweep")) {
      assertThat(((Hcl.Members) functions.values().get(lesser)).values().get("queue").source()).as(lesser).matches(".*maximum_concurrency [0-9]+.*|.* [0-9]+");
    }
    assertThat(attribute(infra.resources("aws_apigatewayv2_stage").getFirst().body().nested("default_route_settings").findFirst().orElseThrow(), "throttling_rate_limit")).isEqualTo("var . throttle . rate");
    assertThat(attribute(infra.resources("aws_api_gateway_method_settings").getFirst().body().nested("settings").findFirst().orElseThrow(), "throttling_rate_limit")).isEqualTo("var . throttle . rate");
  }
}
