package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {
  private final ShortestDecimal decimal = new ShortestDecimal();

  @Property(tries = 20_000)
  void printsWhatTheJdkPrints(@ForAll long bits) {
    check(Double.longBitsToDouble(bits & Long.MAX_VALUE));
  }

  @Test
  void printsEveryPowerOfTwoAndItsNeighbours() {
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double power = Math.scalb(1.0, exponent);
      check(power);
      check(Math.nextUp(power));
      check(Math.nextDown(power));
    }
  }

  @Test
  void printsEveryPowerOfTenAndItsNeighbours() {
    for (int exponent = -323; exponent < 309; exponent++) {
      double power = Double.parseDouble("1e" + exponent);
      check(power);
      check(Math.nextUp(power));
      check(Math.nextDown(power));
    }
  }

  @Test
  void printsQuotientsAsRatesMakeThem() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200_000; i++) {
      check(random.nextInt(1, 1_000_000) / (double) random.nextInt(1, 100_000));
    }
  }

  @Test
  void smallestNeedsOneDigit() {
    decimal.set(Double.MIN_VALUE);
    assertThat(decimal.digits()).isEqualTo(5);
    assertThat(decimal.exponent()).isEqualTo(-324);
  }

  private void check(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return;
    }
    decimal.set(value);
    BigDecimal got = BigDecimal.valueOf(decimal.digits()).scaleByPowerOfTen(decimal.exponent());
    assertThat(got.doubleValue()).isEqualTo(value);
    BigDecimal jdk = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal ours = got.stripTrailingZeros();
    // Java prints two digits at least, so only a shorter one may differ
    if (ours.precision() > 1 || jdk.precision() == 1) {
      assertThat(ours).isEqualTo(jdk);
    }
  }
}
