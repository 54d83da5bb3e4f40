package dev.narthex.model.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramArithmeticTest {
  static NativeHistogram histogram(String literal) {
    return HistogramLiteral.parse(literal).histogram();
  }

  @Property(tries = 300)
  void addingAndSubtractingGivesTheSameBack(@ForAll("sameLayout") List<NativeHistogram> pair) {
    NativeHistogram sum = HistogramArithmetic.add(pair.get(0), pair.get(1)).histogram();
    NativeHistogram back = HistogramArithmetic.subtract(sum, pair.get(1)).histogram();
    assertThat(HistogramArithmetic.sameData(back, HistogramArithmetic.compact(pair.get(0)))).isTrue();
  }

  @Property(tries = 300)
  void orderOfAdditionDoesNotMatter(@ForAll("sameSchema") List<NativeHistogram> pair) {
    NativeHistogram a = pair.get(0);
    NativeHistogram b = pair.get(1);
    NativeHistogram left = HistogramArithmetic.add(a, b).histogram();
    NativeHistogram right = HistogramArithmetic.add(b, a).histogram();
    assertThat(HistogramArithmetic.sameData(left, right)).isTrue();
  }

  @Property(tries = 300)
  void noObservationIsLost(@ForAll("sameSchema") List<NativeHistogram> pair) {
    NativeHistogram a = pair.get(0);
    NativeHistogram b = pair.get(1);
    NativeHistogram sum = HistogramArithmetic.add(a, b).histogram();
    assertThat(total(sum)).isEqualTo(total(a) + total(b));
    assertThat(sum.zeroThreshold()).isGreaterThanOrEqualTo(Math.max(a.zeroThreshold(), b.zeroThreshold()));
    assertThat(HistogramValidation.problem(sum)).isEmpty();
  }

  @Property(tries = 200)
  void coarserBucketsHoldTheSame(@ForAll("exponential") NativeHistogram h) {
    NativeHistogram coarse = HistogramArithmetic.reduce(h, Math.max(-4, h.schema() - 2));
    assertThat(total(coarse)).isEqualTo(total(h));
    assertThat(CounterResets.between(h, coarse)).isFalse();
  }

  @Property(tries = 200)
  void literalsReadBack(@ForAll("exponential") NativeHistogram h) {
    NativeHistogram back = histogram(HistogramText.literal(h));
    assertThat(HistogramArithmetic.sameData(HistogramArithmetic.compact(back), HistogramArithmetic.compact(h))).isTrue();
  }

  @Property(tries = 200)
  void quantilesRise(@ForAll("exponential") NativeHistogram h) {
    double before = Double.NEGATIVE_INFINITY;
    for (double q = 0; q <= 1; q += 0.125) {
      double value = HistogramEstimates.quantile(q, h).value();
      assertThat(value).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
      before = value;
    }
  }

  @Property(tries = 200)
  void bothSidesOfATrimMakeTheWhole(@ForAll("exponential") NativeHistogram h, @ForAll("cuts") double at) {
    double below = HistogramTrim.trim(h, at, HistogramTrim.Keep.BELOW).count();
    double above = HistogramTrim.trim(h, at, HistogramTrim.Keep.ABOVE).count();
    assertThat(below + above).isCloseTo(h.count(), within(1e-9 * h.count() + 1e-9));
  }

  private static double total(NativeHistogram h) {
    return HistogramBuckets.ascending(h).stream().mapToDouble(Bucket::count).sum();
  }

  @Provide
  Arbitrary<Double> cuts() {
    return Arbitraries.doubles().between(-50, 50);
  }

  @Provide
  Arbitrary<List<NativeHistogram>> sameLayout() {
    Arbitrary<double[]> counts = Arbitraries.integers().between(0, 1000).map(i -> (double) i).array(double[].class).ofSize(6);
    return Combinators.combine(Arbitraries.integers().between(-4, 8), counts, counts).as((s, a, b) -> List.of(of(s, 0, 1, a), of(s, 0, 1, b)));
  }

  /** Equal resolutions, but zero buckets and spans of all kinds. */
  @Provide
  Arbitrary<List<NativeHistogram>> sameSchema() {
    return Arbitraries.integers().between(-2, 4).flatMap(schema -> exponential(Arbitraries.just(schema)).list().ofSize(2));
  }

  @Provide
  Arbitrary<NativeHistogram> exponential() {
    return exponential(Arbitraries.integers().between(-2, 4));
  }

  private static Arbitrary<NativeHistogram> exponential(Arbitrary<Integer> schemas) {
    Arbitrary<double[]> counts = Arbitraries.integers().between(0, 50).map(i -> (double) i).array(double[].class).ofMinSize(2).ofMaxSize(12);
    return Combinators.combine(schemas, Arbitraries.of(0.0, 0.001, 0.5, 2.0), Arbitraries.integers().between(-5, 5), counts)
        .as(HistogramArithmeticTest::of);
  }

  private static NativeHistogram of(int schema, double zeroThreshold, int offset, double[] counts) {
    int half = counts.length / 2;
    double[] positive = java.util.Arrays.copyOf(counts, half);
    double[] negative = java.util.Arrays.copyOfRange(counts, half, counts.length);
    // buckets begin above the zero threshold, as an instrumented program's do
    while (zeroThreshold > 0 && ExponentialBounds.upper(offset - 1, schema) < zeroThreshold) {
      offset++;
    }
    double count = 3 + java.util.Arrays.stream(counts).sum();
    return new NativeHistogram(
        ResetHint.UNKNOWN, schema, zeroThreshold, 3, count, count * 1.5, new int[] {offset, half}, positive,
        new int[] {offset, negative.length}, negative, new double[0], false);
  }

  @Test
  void boundsArePowersAsPrometheusRoundsThem() {
    assertThat(ExponentialBounds.upper(0, 3)).isEqualTo(1);
    assertThat(ExponentialBounds.upper(8, 3)).isEqualTo(2);
    // twice the 0.7071067811865475 of Prometheus' table, an ulp below the nearest double
    assertThat(ExponentialBounds.upper(1, 1)).isEqualTo(1.414213562373095).isEqualTo(Math.nextDown(Math.sqrt(2)));
    assertThat(ExponentialBounds.upper(1, 2)).isEqualTo(1.189207115002721);
    for (int schema = 2; schema <= 8; schema++) {
      assertThat(ExponentialBounds.upper(1, schema)).isEqualTo(Math.pow(2, 1.0 / (1 << schema)));
    }
    assertThat(ExponentialBounds.upper(-1, 0)).isEqualTo(0.5);
    assertThat(ExponentialBounds.upper(2, -2)).isEqualTo(256);
    assertThat(ExponentialBounds.upper(1024, 0)).isEqualTo(Double.MAX_VALUE);
    assertThat(ExponentialBounds.upper(1025, 0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void zeroBucketsWidenToTheNextBoundOfAPopulatedBucket() {
    NativeHistogram wide = histogram("{{z_bucket:1 z_bucket_w:1.5 count:1}}");
    NativeHistogram narrow = histogram("{{z_bucket:2 z_bucket_w:0.1 count:7 sum:1 buckets:[0 2 3]}}");
    NativeHistogram sum = HistogramArithmetic.add(wide, narrow).histogram();
    assertThat(sum.zeroThreshold()).isEqualTo(2);
    assertThat(sum.zeroCount()).isEqualTo(5);
    assertThat(sum.positiveBuckets()).containsExactly(3);
  }

  @Test
  void customBoundsAreCutDownToTheCommonOnes() {
    NativeHistogram a = histogram("{{schema:-53 custom_values:[1 2 3] buckets:[1 2 3 4] count:10}}");
    NativeHistogram b = histogram("{{schema:-53 custom_values:[2 5] buckets:[10 20 30] count:60}}");
    HistogramArithmetic.Combined sum = HistogramArithmetic.add(a, b);
    assertThat(sum.boundsReconciled()).isTrue();
    assertThat(HistogramText.literal(sum.histogram())).isEqualTo("{{schema:-53 count:70 custom_values:[2] buckets:[13 57]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, UNKNOWN, UNKNOWN, false",
    "RESET, RESET, RESET, false",
    "GAUGE, RESET, GAUGE, false",
    "NOT_RESET, GAUGE, GAUGE, false",
    "UNKNOWN, NOT_RESET, UNKNOWN, false",
    "NOT_RESET, UNKNOWN, UNKNOWN, false",
    "RESET, NOT_RESET, UNKNOWN, true",
  })
  void hintsMerge(ResetHint a, ResetHint b, ResetHint merged, boolean collision) {
    NativeHistogram h = histogram("{{count:1 buckets:[1]}}");
    HistogramArithmetic.Combined sum = HistogramArithmetic.add(HistogramArithmetic.withHint(h, a), HistogramArithmetic.withHint(h, b));
    assertThat(sum.histogram().resetHint()).isEqualTo(merged);
    assertThat(sum.hintsCollided()).isEqualTo(collision);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{count:3 buckets:[1 2]}} | {{count:4 buckets:[2 2]}} | false",
        "{{count:3 buckets:[1 2]}} | {{count:2 buckets:[1 1]}} | true",
        "{{count:3 buckets:[1 2]}} | {{count:5 buckets:[0 5]}} | true",
        "{{count:3 buckets:[1 2]}} | {{schema:1 count:5 buckets:[0 5]}} | true",
        "{{schema:1 count:2 buckets:[1 1]}} | {{count:2 buckets:[1 1]}} | false",
        "{{count:3 z_bucket:1 z_bucket_w:0.5 buckets:[2]}} | {{count:3 z_bucket:3 z_bucket_w:1 }} | false",
        "{{count:3 z_bucket:1 z_bucket_w:1 buckets:[2]}} | {{count:3 z_bucket:1 z_bucket_w:0.5 buckets:[2]}} | true",
        "{{count:9 buckets:[9] counter_reset_hint:reset}} | {{count:9 buckets:[9] counter_reset_hint:reset}} | true",
        "{{count:9 buckets:[9]}} | {{count:1 buckets:[1] counter_reset_hint:not_reset}} | false",
      })
  void findsResets(String before, String now, boolean reset) {
    assertThat(CounterResets.between(histogram(before), histogram(now))).isEqualTo(reset);
  }

  @Test
  void averagesWithoutOverflow() {
    NativeHistogram large = histogram("{{count:1.5e308 sum:1 buckets:[1.5e308]}}");
    HistogramAverage average = HistogramAverage.startingWith(large);
    average.add(large);
    average.add(large);
    assertThat(average.result().count()).isCloseTo(1.5e308, within(1e295));
  }

  @Test
  void showsBucketsAsTheApiDoes() {
    NativeHistogram h = histogram("{{count:6 sum:2.5 z_bucket:1 z_bucket_w:0.5 buckets:[0 2] n_buckets:[0 3]}}");
    assertThat(HistogramText.display(h)).isEqualTo("{count:6, sum:2.5, [-2,-1):3, [-0.5,0.5]:1, (1,2]:2}");
    assertThat(HistogramBuckets.ascending(h)).filteredOn(b -> b.count() > 0).extracting(Bucket::boundaryRule).containsExactly(1, 3, 0);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(HistogramValidation.problem(histogram("{{schema:9 count:1}}"))).hasValueSatisfying(p -> assertThat(p).contains("schema 9"));
    assertThat(HistogramValidation.problem(histogram("{{count:1 buckets:[-1]}}"))).hasValueSatisfying(p -> assertThat(p).contains("negative"));
    assertThat(HistogramValidation.problem(histogram("{{schema:-53 custom_values:[2 1] buckets:[1]}}"))).isPresent();
    assertThat(HistogramValidation.problem(histogram("{{schema:-53 custom_values:[1] buckets:[1 2 3]}}"))).isPresent();
    assertThat(HistogramValidation.problem(histogram("{{count:3 buckets:[1 2]}}"))).isEmpty();
  }
}
