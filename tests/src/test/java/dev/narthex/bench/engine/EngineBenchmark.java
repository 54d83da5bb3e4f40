package dev.narthex.bench.engine;

import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import java.time.Instant;
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
 * {@code a}, {@code b}: 100 series each; {@code h}: 100 histograms of 11 buckets.
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

  @Param({
    "a",
    "rate(a[1m])",
    "rate(a[1d])",
    "increase(a[1m])",
    "irate(a[1m])",
    "changes(a[1d])",
    "absent_over_time(a[1d])",
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
    "a + on (l) group_right () h_bucket",
    "abs(a)",
    "label_replace(a, 'l2', '$1', 'l', '(.*)')",
    "sum(a)",
    "avg(a)",
    "sum by (l) (h_bucket)",
    "sum without (l) (h_bucket)",
    "count_values('value', h_bucket / 100)",
    "topk(1, a)",
    "topk(5, a)",
    "limitk(1, a)",
    "quantile(0.9, a)",
    "sum(rate(a[1m]))",
    "sum by (l) (rate(a[1m])) / sum by (l) (rate(b[1m]))",
    "histogram_quantile(0.9, rate(h_bucket[5m]))",
    "histogram_quantile(0.9, sum by (le) (rate(h_bucket[5m])))",
    "rate(a[1m]) + rate(a[1m]) / rate(b[1m])",
    "max_over_time(sum(a)[10m:1m])",
    "scalar(a{l='0'}) + time()",
    "a smoothed",
    "rate(a[1m] smoothed)",
    "timestamp(a)"
  })
  public String expression = "a";

  @Param({"1", "1000"})
  public int steps = 1;

  private final SharedTimelineSource source = new SharedTimelineSource();
  private final QueryEngine engine = new QueryEngine(() -> Instant.EPOCH);

  /** Makes the series. */
  @Setup
  public void load() {
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
    }
  }

  private static void add(SharedTimelineSource.Group group, Labels labels, int slope) {
    double[] values = new double[SAMPLES];
    for (int k = 0; k < SAMPLES; k++) {
      values[k] = (double) k * (slope + 1) + (k * 31 % 7);
    }
    group.names().add(labels);
    group.values().add(values);
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
