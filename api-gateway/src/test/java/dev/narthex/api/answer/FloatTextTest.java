package dev.narthex.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.GoFloat;
import dev.narthex.model.StaleMarker;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void printsAsPrometheus() {
    double[] values = {0, -0.0, 1, -1, 0.1, 1.5, 1e15, 123456789012345680.0, 1e20, 1e21, -1e21, 1e-6, 9.99e-7, 5e-324, Double.MAX_VALUE, 0.1 + 0.2, 100.25, -3.000001};
    String[] texts = {
      "0", "-0", "1", "-1", "0.1", "1.5", "1000000000000000", "123456789012345680", "100000000000000000000", "1e+21", "-1e+21", "0.000001", "9.99e-07",
      "5e-324", "1.7976931348623157e+308", "0.30000000000000004", "100.25", "-3.000001"
    };
    for (int i = 0; i < values.length; i++) {
      assertThat(text(values[i])).isEqualTo(texts[i]);
    }
    assertThat(text(Double.NaN)).isEqualTo("NaN");
    assertThat(text(StaleMarker.VALUE)).isEqualTo("NaN");
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Property
  void shortcutsPrintWhatTheLongWayPrints(@ForAll double value) {
    assertThat(text(value)).isEqualTo(GoFloat.json(value));
  }

  @Property
  void decimalsToo(@ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long mantissa, @ForAll @IntRange(max = 12) int decimals) {
    double value = mantissa / Math.pow(10, decimals);
    assertThat(text(value)).isEqualTo(GoFloat.json(value));
    assertThat(Double.parseDouble(text(value))).isEqualTo(value);
  }

  @Property
  void anyBits(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    assertThat(text(value)).isEqualTo(GoFloat.json(value));
  }

  @Property
  void secondsHaveThreeDigitsOrNone(@ForAll @LongRange(min = -9_000_000_000_000_000L, max = 9_000_000_000_000_000L) long millis) {
    ByteSink sink = new ByteSink(8);
    sink.putSeconds(millis);
    String text = new String(sink.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(new java.math.BigDecimal(text).movePointRight(3).longValueExact()).isEqualTo(millis);
    assertThat(text.contains(".")).isEqualTo(millis % 1000 != 0);
  }

  @Property
  void longsPrintThemselves(@ForAll long value) {
    ByteSink sink = new ByteSink(1);
    sink.putLong(value);
    assertThat(sink.toByteArray()).asString().isEqualTo(Long.toString(value));
  }

  private static String text(double value) {
    ByteSink sink = new ByteSink(4);
    new FloatText().append(sink, value);
    return new String(sink.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
