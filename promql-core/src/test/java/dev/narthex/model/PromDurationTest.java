package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromDurationTest {
  @ParameterizedTest
  @CsvSource({"0,0,0s", "0s,0,0s", "324ms,324,324ms", "3s,3000,3s", "5m,300000,5m", "1h,3600000,1h", "4d,345600000,4d", "4d1h,349200000,4d1h", "14d,1209600000,2w",
      "3w,1814400000,3w", "3w2d1h,1990800000,23d1h", "10y,315360000000,10y", "90d,7776000000,90d", "1h30m,5400000,1h30m", "0h5m,300000,5m", "1500ms,1500,1s500ms"})
  void parsesAndPrintsAsPrometheus(String text, long millis, String printed) {
    assertThat(PromDuration.parse(text).millis()).isEqualTo(millis);
    assertThat(PromDuration.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1y1m1d", "-1w", "1.5d", "d", "30s5m", "1h1h", "1 h", "5m ", "294y", "99999999999999999999s", "9223372036854775807ms", "1ns"})
  void refusesWhatPrometheusRefuses(String text) {
    assertThatThrownBy(() -> PromDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNegatives() {
    assertThat(new PromDuration(-90_000)).hasToString("-1m30s");
  }

  @Property(tries = 200)
  void printedFormReadsBack(@ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long millis) {
    PromDuration d = new PromDuration(millis);
    assertThat(PromDuration.parse(d.toString())).isEqualTo(d);
  }
}
