package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckAllCommandTest {
  private static final String JOB = """
      scrape_configs:
        - job_name: node
          static_configs: [{targets: ["localhost:9100"]}]
      rule_files: ["rules/*.yml"]
      """;
  @TempDir
  private Path folder;
  private final Terminal terminal = new Terminal();

  private int check(String... options) {
    return terminal.run(Stream.concat(Stream.of("check", "all", folder.toString()), Stream.of(options)).toArray(String[]::new));
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aFolderThatCanBeDeployed() throws IOException {
    file("prometheus.yml", JOB);
    file("rules/a.yml", "groups: [{name: g, rules: [{record: a, expr: sum(up)}]}]");
    assertThat(check()).as(terminal.said()).isZero();
    assertThat(terminal.said()).contains("is valid");
  }

  @Test
  void theRouterIsRenderedAndWalkedToo() throws IOException {
    file("prometheus.yml", JOB);
    file("rules/a.yml", "groups: [{name: g, rules: [{record: a, expr: sum(up)}]}]");
    file(
        "alertmanager.yml",
        """
        route: {receiver: team}
        receivers:
        - name: team
          slack_configs:
          - api_url: https://hooks.example/x
            channel: c
            title: >-
              {{ .Nope }}
        """);
    assertThat(check("--route", "a=b")).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said())
        .contains("receiver team: 1 failed (slack)", "alertmanager.yml:7: slack_configs[0]: the template of title failed, a plain text was sent instead", "mend the template", "route {a=\"b\"}: team");
  }

  @Test
  void theOwnPartOfTheRouterIsCheckedToo() throws IOException {
    file("prometheus.yml", JOB);
    file("narthex.yml", "rules: {evaluation_delay: 1s}\nalerts:\n  rate_limits: [{receiver: x, notifications: 1, per: 1m}]\n");
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("narthex.yml:3: alerts belongs to the alert router, but there is no alertmanager.yml beside it");
    file("alertmanager.yml", "route: {receiver: team}\nreceivers: [{name: team}]\n");
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("narthex.yml:3: undefined receiver \"x\"");
    file("narthex.yml", "alerts:\n  rate_limits: [{receiver: team, notifications: 1, per: 1m}]\n");
    assertThat(check()).as(terminal.said()).isZero();
  }

  @Test
  void aRuleThatDoesNotParseIsAFinding() throws IOException {
    file("prometheus.yml", JOB);
    file("rules/a.yml", "groups: [{name: g, rules: [{record: a, expr: 'sum('}]}]");
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("a.yml");
  }

  @Test
  void aFolderWithoutMainFileIsAFinding() {
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("prometheus.yml: the file does not exist");
  }
}
