package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckAlertmanagerCommandTest {
  private static final String CONFIG = """
      route:
        receiver: everybody
        routes:
          - matchers: [severity="page"]
            receiver: pager
            continue: true
            routes:
              - matchers: [team="db"]
                receiver: database
          - matchers: [team="db"]
            receiver: database
      templates: ["*.tmpl"]
      receivers:
        - name: everybody
        - name: pager
          pagerduty_configs: [{routing_key: x}]
        - name: database
          slack_configs: [{api_url: "https://hooks.example/x", channel: c, title: '{{ template "ours.title" . }}'}]
      """;
  @TempDir
  private Path folder;
  private final Terminal terminal = new Terminal();

  private int check(String text, String... options) throws IOException {
    Files.writeString(folder.resolve("router.yml"), text);
    return run(options);
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", "alertmanager", folder.resolve("router.yml").toString()));
    arguments.addAll(List.of(options));
    return terminal.run(arguments.toArray(String[]::new));
  }

  private void template(String text) throws IOException {
    Files.writeString(folder.resolve("ours.tmpl"), "{{ define \"ours.title\" }}" + text + "{{ end }}");
  }

  @Test
  void aLineForEachReceiver() throws IOException {
    template("{{ .Status }}");
    assertThat(check(CONFIG)).as(terminal.said()).isZero();
    assertThat(terminal.said().lines()).containsExactly("receiver everybody: ok (tells nobody)", "receiver pager: ok (pagerduty)", "receiver database: ok (slack)");
  }

  @Test
  void aTemplateThatFailsIsAFindingWithItsPlace() throws IOException {
    template("{{ .Nope }}");
    assertThat(check(CONFIG)).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("receiver database: 1 failed (slack)", "router.yml:18: slack_configs[0]: the template of title failed", "ours.tmpl:1:", "can't evaluate field Nope");
  }

  @Test
  void aTemplateFileThatDoesNotParseIsAFinding() throws IOException {
    template("{{ if }}");
    assertThat(check(CONFIG)).isEqualTo(ExitCode.FINDING.number());
    assertThat(terminal.said()).contains("router.yml: templates: ");
  }

  @Test
  void routesAreWalked() throws IOException {
    template("x");
    assertThat(check(CONFIG, "--tree", "--route", "severity=page,team=db", "--route", "team=web")).as(terminal.said()).isZero();
    assertThat(terminal.said().lines().skip(3))
        .containsExactly(
            "route {severity=\"page\", team=\"db\"}: database, database",
            "  {} -> everybody",
            "    {severity=\"page\"} -> pager, continue",
            "      {team=\"db\"} -> database",
            "  {} -> everybody",
            "    {team=\"db\"} -> database",
            "route {team=\"web\"}: everybody",
            "  {} -> everybody");
  }

  @Test
  void theWaysToFailHaveTheirCodes() throws IOException {
    assertThat(run()).isEqualTo(ExitCode.IO.number());
    assertThat(terminal.said()).contains("cannot be read");
    assertThat(check("route: {receiver: nobody}")).isEqualTo(ExitCode.FINDING.number());
    assertThat(check(CONFIG, "--route", "team=~db")).isEqualTo(ExitCode.USAGE.number());
    assertThat(check(CONFIG, "--route", "=")).isEqualTo(ExitCode.USAGE.number());
  }
}
