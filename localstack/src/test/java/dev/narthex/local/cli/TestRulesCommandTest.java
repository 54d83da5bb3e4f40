package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does beside running tests. */
class TestRulesCommandTest {
  @TempDir private Path folder;
  private final Terminal terminal = new Terminal();

  @Test
  void aFileThatCannotBeReadFailsAloneAndTheReportNamesAll() throws IOException {
    String test = "tests: [{name: right, promql_expr_test: [{expr: '1 + 1', eval_time: 0s, exp_samples: [{labels: '{}', value: 2}]}]}]\n";
    String right = Files.writeString(folder.resolve("right.yml"), test).toString();
    String report = folder.resolve("report.xml").toString();
    assertThat(terminal.run("test", "rules", "--junit", report, folder.resolve("gone.yml").toString(), right)).isEqualTo(1);
    assertThat(terminal.said()).contains("gone.yml cannot be read: it does not exist", "SUCCESS");
    assertThat(Files.readString(Path.of(report))).contains("gone.yml\"", "right.yml\" tests=\"1\" failures=\"0\"");
    assertThat(terminal.run("test", "rules", right)).isZero();
  }
}
