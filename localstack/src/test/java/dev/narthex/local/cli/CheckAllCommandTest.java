package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final StringWriter said = new StringWriter();

  private int check() {
    PrintWriter out = new PrintWriter(said, true);
    return Main.commandLine().setOut(out).setErr(out).execute("check", "all", folder.toString());
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
    assertThat(check()).as(said.toString()).isZero();
    assertThat(said.toString()).contains("is valid");
  }

  @Test
  void aRuleThatDoesNotParseIsAFinding() throws IOException {
    file("prometheus.yml", JOB);
    file("rules/a.yml", "groups: [{name: g, rules: [{record: a, expr: 'sum('}]}]");
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(said.toString()).contains("a.yml");
  }

  @Test
  void aFolderWithoutMainFileIsAFinding() {
    assertThat(check()).isEqualTo(ExitCode.FINDING.number());
    assertThat(said.toString()).contains("prometheus.yml: the file does not exist");
  }
}
