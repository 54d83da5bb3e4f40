package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "-0.0, -0, -0, -0",
    "1, 1, 1, 1",
    "-17.25, -17.25, -17.25, -17.25",
    "1000000, 1000000, 1e+06, 1000000",
    "123456789.5, 123456789.5, 1.234567895e+08, 123456789.5",
    "1e21, 1000000000000000000000, 1e+21, 1e+21",
    "0.0001, 0.0001, 0.0001, 0.0001",
    "0.00001, 0.00001, 1e-05, 0.00001",
    "-3.5e-7, -0.00000035, -3.5e-07, -3.5e-07",
    "2e23, 200000000000000000000000, 2e+23, 2e+23",
    "NaN, NaN, NaN, NaN",
    "Infinity, +Inf, +Inf, +Inf",
    "-Infinity, -Inf, -Inf, -Inf",
  })
  void printsAsGo(double value, String plain, String general, String json) {
    assertThat(GoFloat.plain(value)).isEqualTo(plain);
    assertThat(GoFloat.general(value)).isEqualTo(general);
    assertThat(GoFloat.json(value)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "5, 5", "10, 10", "100, 1e+02", "123.456, 1.2e+02", "0.000012345, 1.2e-05", "99.9, 1e+02"})
  void roundsToSignificantDigits(double value, String text) {
    assertThat(GoFloat.significant(value, 2)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.000", "-0.0, -0.000", "400, 400.000", "0.0625, 0.062", "-1.5, -1.500", "NaN, NaN", "-Infinity, -Inf"})
  void printsSoManyDecimals(double value, String text) {
    assertThat(GoFloat.fixed(value, 3)).isEqualTo(text);
  }

  @Property(tries = 2000)
  void readsBackToTheSameDouble(@ForAll double value) {
    assertThat(Double.parseDouble(GoFloat.plain(value))).isEqualTo(value);
    assertThat(Double.parseDouble(GoFloat.general(value))).isEqualTo(value);
    assertThat(Double.parseDouble(GoFloat.json(value))).isEqualTo(value);
  }

  @Property(tries = 500)
  void smallestNumbersHaveTheFewestDigits(@ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 100) int ulps) {
    double value = ulps * Double.MIN_VALUE;
    String shorter = GoFloat.general(value).replaceAll("e.*", "");
    assertThat(shorter.length()).isLessThanOrEqualTo(Double.toString(value).replaceAll("E.*", "").length());
    assertThat(Double.parseDouble(GoFloat.general(value))).isEqualTo(value);
  }
}
