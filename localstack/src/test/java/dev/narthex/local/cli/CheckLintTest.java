package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes and flags as promtool has them. */
class CheckLintTest {
  @TempDir private Path folder;
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
        - {name: g, rules: [{record: a, expr: sum(up)}]}
        - {name: h, rules: [{record: a, expr: sum(up)}, {record: a, expr: sum(up), labels: {x: y}}, {alert: A, expr: up == 0}, {alert: A, expr: up == 1}]}
        """);
    config("10m", "rules.yml");
  }

  private void config(String interval, String rules) throws IOException {
    Files.writeString(
        folder.resolve("prometheus.yml"), "global: {scrape_interval: " + interval + "}\nrule_files: ['" + rules + "']\nscrape_configs: [{job_name: a, static_configs: [{targets: [x]}]}]\n");
  }

  private int check(String what, String file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", what));
    arguments.addAll(List.of(options));
    arguments.add(folder.resolve(file).toString());
    return terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void duplicateRulesAreSaidAndFatalOnlyWhenAskedFor() {
    assertThat(check("rules", "rules.yml")).isZero();
    assertThat(terminal.said()).contains("rules.yml: a{} is written by 2 rules, in groups g, h;", "rules.yml: A{} is written by 2 rules, in groups h;").doesNotContain("x=y");
    assertThat(check("rules", "rules.yml", "--lint-fatal")).isEqualTo(3);
    assertThat(check("rules", "rules.yml", "--lint-fatal", "--lint=none")).isZero();
    assertThat(check("rules", "rules.yml", "--lint=nonsense")).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void aRuleFileThatCannotBeReadIsAFindingAndTheOthersAreCheckedAllTheSame() {
    assertThat(check("rules", "rules.yml", folder.resolve("gone.yml").toString())).isEqualTo(1);
    assertThat(terminal.said()).contains("gone.yml cannot be read: it does not exist", "SUCCESS: 5 rules found");
  }

  @Test
  void aConfigurationIsLintedWithItsRules() throws IOException {
    assertThat(check("config", "prometheus.yml")).isZero();
    assertThat(terminal.said()).contains("a{} is written by 2 rules").doesNotContain("lookback");
    assertThat(check("config", "prometheus.yml", "--lint=too-long-scrape-interval", "--lint-fatal")).isEqualTo(3);
    assertThat(terminal.said()).contains("job a: its scrape_interval 10m is not shorter than the lookback of queries, 5m");
    config("1m", "rules.yml");
    assertThat(check("config", "prometheus.yml", "--lint=too-long-scrape-interval", "--lint-fatal")).isZero();
  }

  @Test
  void aRuleFileThatIsNamedAndNotThereIsAFinding() throws IOException {
    config("1m", "gone.yml");
    assertThat(check("config", "prometheus.yml")).isEqualTo(1);
    assertThat(terminal.said()).contains("rule_files: \"gone.yml\" does not point to a file that is there");
    assertThat(check("config", "prometheus.yml", "--syntax-only")).isZero();
    config("1m", "gone*.yml");
    assertThat(check("config", "prometheus.yml")).isZero();
  }
}
