package dev.narthex.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what: nobody everything, and nobody from outside. */
class RightsTest {
  private final TerraformFiles infra = TerraformFiles.load();

  private List<Map<String, Hcl>> statements(String effect) {
    return infra.objects().map(Hcl.Members::values).filter(values -> values.containsKey("Effect") && values.get("Effect").texts().contains(effect)).toList();
  }

  @Test
  void nothingIsAllowedByAWildcard() {
    assertThat(statements("Allow")).hasSizeGreaterThan(20).allSatisfy(statement -> {
      assertThat(statement.get("Action").texts()).as("actions of %s", statement).isNotEmpty().noneMatch(action -> action.contains("*"));
      if (statement.containsKey("Resource")) {
        assertThat(statement.get("Resource").texts()).as("resources of %s", statement)
            .noneMatch(resource -> resource.startsWith("*") || resource.endsWith("bucket_arn}/*") || resource.matches("arn:[^$]*\\*.*"));
      }
      if (statement.containsKey("Principal")) {
        assertThat(statement.get("Principal").texts()).noneMatch("*"::equals);
      }
    });
  }

  @Test
  void everybodyIsMetOnlyByRefusals() {
    assertThat(infra.objects().map(Hcl.Members::values).filter(values -> values.containsKey("Principal") && values.get("Principal").texts().contains("*")))
        .isNotEmpty().allSatisfy(statement -> assertThat(statement.get("Effect").texts()).containsExactly("Deny"));
  }

  @Test
  void bucketQueuesAndTopicsRefuseWhatIsNotTls() {
    Set<String> policies = Set.of("aws_s3_bucket_policy", "aws_sqs_queue_policy", "aws_sns_topic_policy");
    List<Hcl.Block> found = infra.blocks("resource").filter(block -> policies.contains(block.labels().getFirst())).toList();
    assertThat(found).hasSizeGreaterThanOrEqualTo(4).allSatisfy(
        policy -> assertThat(policy.body().attributes().get("policy").source()).contains("\"Deny\"").contains("aws:SecureTransport").contains("\"false\""));
  }

  @Test
  void levelZeroBlocksAreOnlyWrittenWhenAbsent() {
    Hcl.Members statement = infra.objects().filter(o -> o.values().containsKey("Sid") && o.values().get("Sid").texts().contains("LevelZeroOnlyWhenAbsent")).findFirst().orElseThrow();
    assertThat(statement.values().get("Action").texts()).containsExactly("s3:PutObject");
    assertThat(statement.values().get("Resource").texts()).allMatch(resource -> resource.endsWith("/b0/*"));
    assertThat(statement.values().get("Condition").source()).contains("s3:if-none-match").contains("s3:ObjectCreationOperation");
  }

  @Test
  void everyFunctionHasARoleOfItsOwn() {
    Hcl.Body function = infra.file("modules/function/main.tf");
    assertThat(function.blocks("resource").filter(block -> block.labels().getFirst().equals("aws_iam_role"))).hasSize(1);
    assertThat(infra.resources("aws_iam_role")).hasSize(1);
    assertThat(infra.resources("aws_lambda_function").getFirst().body().attributes().get("role").source()).contains("aws_iam_role . this");
  }

  @Test
  void nothingComesInFromTheNetwork() {
    assertThat(infra.resources("aws_vpc_security_group_ingress_rule")).isEmpty();
    assertThat(infra.resources("aws_security_group_rule")).isEmpty();
    assertThat(infra.resources("aws_security_group")).allSatisfy(group -> assertThat(group.body().nested("ingress")).isEmpty());
    assertThat(infra.bodies().values().stream().flatMap(Hcl.Body::expressions).flatMap(e -> e.texts().stream())).noneMatch(t -> t.contains("0.0.0.0/0") || t.contains("::/0"));
    assertThat(infra.resources("aws_s3_bucket_public_access_block")).hasSameSizeAs(infra.resources("aws_s3_bucket")).allSatisfy(block -> assertThat(block.body().attributes())
        .containsKeys("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"));
  }

  @Test
  void onlyScrapesEnterTheVpc() {
    String root = infra.file("main.tf").blocks("module").filter(module -> module.name().equals("function")).findFirst().orElseThrow().body().attributes().get("network").source();
    assertThat(root).contains("each . key = = \"scrape\"").endsWith("null");
  }
}
