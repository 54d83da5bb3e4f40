package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CostCommandTest {
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    return line.execute(arguments);
  }

  @Test
  void aBillLineByLineWithItsAssumptions() {
    assertThat(run("cost", "--series", "100000", "--interval", "60")).isZero();
    assertThat(out.toString()).contains("100,000 series of 100 targets every 60 s").contains("S3 PUT of scraped blocks").contains("Assumed:").contains("100 rules, 5 alerts firing, 50 notifications").contains("S3 PUT of evaluations").contains("without what receivers cost");
  }

  @Test
  void withoutRulesAndAlertsNothingIsPaidForThem() {
    assertThat(run("cost", "--series", "1000", "--rules", "0", "--alerts", "0", "--notifications", "0", "--json")).isZero();
    assertThat(out.toString()).contains("\"rules\":0").doesNotContain("\"for\":\"alerting\"");
    assertThat(run("cost", "--series", "1000", "--rules", "-1")).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void jsonForMachines() {
    assertThat(run("cost", "--series", "1000", "--json")).isZero();
    assertThat(out.toString()).startsWith("{\"series\":1000,").contains("\"for\":\"requests\"").contains("\"assumptions\":[");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(run("cost", "--series", "0")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("cost", "--series", "10", "--interval", "0s")).isEqualTo(ExitCode.USAGE.number());
  }
}
