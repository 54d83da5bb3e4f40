package dev.narthex.bench.engine;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.source.Column;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The expressions of Prometheus' {@code promql/bench_test.go} at 100 series, one sample each 10 s, at 1 and 1,000 steps of 10 s.
 * {@code a}, {@code b}: 100 series each; {@code h}: 100 histograms of 11 buckets; {@code n}: 100 native histograms; {@code sparse}: 100
 * series with a hundredth of the samples.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC"})
public class EngineBenchmark {
  static final int SERIES = 100;
  private static final long INTERVAL = 10_000;
  private static final int SAMPLES = 8_640 + 1_000;
  private static final int BUCKETS = 10;
  /** Histograms take much memory, so there are only as many as the queries reach. */
  private static final int HISTOGRAMS = 1_050;
  private static final int SPARSE = 100;
  private static final int NATIVE_BUCKETS = 20;

  @Param({
    "a",
    "rate(a[1m])",
    "rate(sparse[1m])",
    "rate(a[1d])",
    "increase(a[1m])",
    "irate(a[1m])",
    "changes(a[1d])",
    "absent_over_time(a[1d])",
    "double_exponential_smoothing(a[1d], 0.3, 0.3)",
    "avg_over_time(a[1h])",
    "max_over_time(a[1h])",
    "quantile_over_time(0.9, a[1h])",
    "stddev_over_time(a[1h])",
    "-a",
    "a - b",
    "a == b",
    "a and b{l=~'.*[0-4]'}",
    "a or b{l=~'.*[0-4]'}",
    "a unless b{l=~'.*[0-4]'}",
    "a and b{l='notfound'}",
    "a + on (l) group_right () h_bucket",
    "abs(a)",
    "label_replace(a, 'l2', '$1', 'l', '(.*)')",
    "label_join(a, 'l2', '-', 'l', 'l')",
    "sum(a)",
    "avg(a)",
    "sum by (l) (h_bucket)",
    "sum by (le) (h_bucket)",
    "sum without (le) (h_bucket)",
    "sum without (l) (h_bucket)",
    "count_values('value', h_bucket / 100)",
    "topk(1, a)",
    "topk(5, a)",
    "limitk(1, a)",
    "limitk(5, a)",
    "limit_ratio(0.1, a)",
    "limit_ratio(0.5, a)",
    "limit_ratio(-0.5, a)",
    "quantile(0.9, a)",
    "sum(rate(a[1m]))",
    "sum without (l) (rate(a[1m]))",
    "rate(a[1m]) + rate(b[1m])",
    "sum without (l) (rate(a[1m])) / sum without (l) (rate(b[1m]))",
    "sum by (l) (rate(a[1m])) / sum by (l) (rate(b[1m]))",
    "histogram_quantile(0.9, rate(h_bucket[5m]))",
    "histogram_quantile(0.9, sum by (le) (rate(h_bucket[5m])))",
    "rate(a[1m]) + rate(a[1m]) / rate(b[1m])",
    "max_over_time(sum(a)[10m:1m])",
    "scalar(a{l='0'}) + time()",
    "a smoothed",
    "rate(a[1m] smoothed)",
    "timestamp(a)",
    "count({__name__!=''})",
    "count({__name__!='',l=''})",
    "sum(n)",
    "sum(rate(n[2m]))",
    "histogram_quantile(0.95, sum(rate(n[2m])))",
    "histogram_fraction(0, 5, sum(rate(n[2m])))"
  })
  public String expression = "a";

  @Param({"1", "1000"})
  public int steps = 1;

  private final SharedTimelineSource source = new SharedTimelineSource();
  private final QueryEngine engine = new QueryEngine(() -> Instant.EPOCH);

  /** Makes the series. */
  @Setup
  public void load() {
    add(source.group(new long[] {(SAMPLES - 1) * INTERVAL}), Labels.of("__name__", "one"), 1);
    for (int i = 0; i < SERIES; i++) {
      long[] times = new long[SAMPLES];
      for (int k = 0; k < SAMPLES; k++) {
        times[k] = k * INTERVAL;
      }
      SharedTimelineSource.Group group = source.group(times);
      add(group, Labels.of("__name__", "a", "l", Integer.toString(i)), i);
      add(group, Labels.of("__name__", "b", "l", Integer.toString(i)), i + 1);
      for (int bucket = 0; bucket <= BUCKETS; bucket++) {
        String bound = bucket == BUCKETS ? "+Inf" : Integer.toString(bucket);
        add(group, Labels.of("__name__", "h_bucket", "l", Integer.toString(i), "le", bound), bucket);
      }
      addSparse(i);
      addNative(i);
    }
  }

  private void addSparse(int i) {
    long[] times = new long[SAMPLES / SPARSE];
    for (int k = 0; k < times.length; k++) {
      times[k] = (long) k * SPARSE * INTERVAL;
    }
    add(source.group(times), Labels.of("__name__", "sparse", "l", Integer.toString(i)), i);
  }

  /** Each sample has a few observations more in each of twenty buckets. */
  private void addNative(int i) {
    long[] times = new long[HISTOGRAMS];
    NativeHistogram[] values = new NativeHistogram[HISTOGRAMS];
    int[] spans = {-5, NATIVE_BUCKETS};
    for (int k = 0; k < HISTOGRAMS; k++) {
      times[k] = (SAMPLES - HISTOGRAMS + k) * INTERVAL;
      double[] buckets = new double[NATIVE_BUCKETS];
      Arrays.fill(buckets, (double) k * (i % 7 + 1));
      double count = NATIVE_BUCKETS * buckets[0];
      values[k] =
          new NativeHistogram(
              NativeHistogram.ResetHint.UNKNOWN, 3, 0.001, 0, count, 2 * count, spans, buckets, new int[0], new double[0], new double[0], true);
    }
    SharedTimelineSource.Group group = source.group(times);
    group.names().add(Labels.of("__name__", "n", "l", Integer.toString(i)));
    group.columns().add(new Column.Histograms(values, true, null));
  }

  private static void add(SharedTimelineSource.Group group, Labels labels, int slope) {
    double[] values = new double[group.timestamps().length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (double) k * (slope + 1) + (k * 31 % 7);
    }
    group.names().add(labels);
    group.columns().add(new Column.Floats(values, true, null));
  }

  /** One query. */
  @Benchmark
  public QueryOutcome query() {
    QueryOptions options = QueryOptions.defaults().withAllFeatures();
    long end = (SAMPLES - 1) * INTERVAL;
    return steps == 1
        ? engine.instant(source, expression, end, options)
        : engine.range(source, expression, end - (steps - 1) * INTERVAL, end, INTERVAL, options);
  }
}
