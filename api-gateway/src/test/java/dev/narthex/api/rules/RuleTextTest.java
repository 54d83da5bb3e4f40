package dev.narthex.api.rules;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleTextTest {
  @Test
  void printsValuesWithAnExponent() {
    double[] values = {0, 1, -1.5, 1e21, 123456, 5e-324, Double.NaN, Double.NEGATIVE_INFINITY};
    String[] texts = {"0e+00", "1e+00", "-1.5e+00", "1e+21", "1.23456e+05", "5e-324", "NaN", "-Inf"};
    for (int i = 0; i < values.length; i++) {
      assertThat(RuleText.exponential(values[i])).isEqualTo(texts[i]);
    }
  }

  @Property(tries = 200)
  void readsBackEqual(@ForAll double value) {
    assertThat(Double.parseDouble(RuleText.exponential(value))).isEqualTo(value == 0 ? 0.0 : value);
  }
}
