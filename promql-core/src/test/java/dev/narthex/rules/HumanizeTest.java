package dev.narthex.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanizeTest {
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "999,999", "1234567,1.235M", "-1500,-1.5k", "0.00012,120u", "1e30,1e+06Y", "NaN,NaN", "Infinity,+Inf", "22.222,22.22"})
  void numbers(double v, String text) {
    assertThat(Humanize.number(v)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "1048576,1Mi", "1500,1.465ki", "-2048,-2ki", "NaN,NaN"})
  void binary(double v, String text) {
    assertThat(Humanize.binary(v)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "1,1s", "12.345,12.35s", "60,1m 0s", "3600,1h 0m 0s", "86400,1d 0h 0m 0s", "-90061,-1d 1h 1m 1s", "0.1,100ms", "0.0001,100us", "NaN,NaN"})
  void durations(double v, String text) {
    assertThat(Humanize.duration(v)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1234567,12.35%", "1,100%"})
  void percentages(double v, String text) {
    assertThat(Humanize.percentage(v)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1435065584.128,2015-06-23 13:19:44.128 +0000 UTC", "0,1970-01-01 00:00:00 +0000 UTC"})
  void timestamps(double v, String text) {
    assertThat(Humanize.timestamp(v)).isEqualTo(text);
  }
}
