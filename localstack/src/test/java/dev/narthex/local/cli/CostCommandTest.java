package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostCommandTest {
  private final Terminal terminal = new Terminal();

  @Test
  void aBillLineByLineWithItsAssumptions() {
    assertThat(terminal.run("cost", "--series", "100000", "--interval", "60")).isZero();
    assertThat(terminal.said()).contains("100,000 series of 100 targets every 60 s").contains("S3 PUT of scraped blocks").contains("Assumed:").contains("100 rules, 5 alerts firing, 50 notifications").contains("S3 PUT of evaluations").contains("without what receivers cost");
  }

  @Test
  void withoutRulesAndAlertsNothingIsPaidForThem() {
    assertThat(terminal.run("cost", "--series", "1000", "--rules", "0", "--alerts", "0", "--notifications", "0", "--json")).isZero();
    assertThat(terminal.said()).contains("\"rules\":0").doesNotContain("\"for\":\"alerting\"");
    assertThat(terminal.run("cost", "--series", "1000", "--rules", "-1")).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void jsonForMachines() {
    assertThat(terminal.run("cost", "--series", "1000", "--json")).isZero();
    assertThat(terminal.said()).startsWith("{\"series\":1000,").contains("\"for\":\"requests\"").contains("\"assumptions\":[");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(terminal.run("cost", "--series", "0")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.run("cost", "--series", "10", "--interval", "0s")).isEqualTo(ExitCode.USAGE.number());
  }
}
