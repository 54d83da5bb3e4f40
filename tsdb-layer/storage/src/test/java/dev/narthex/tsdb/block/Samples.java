package dev.narthex.tsdb.block;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.Decimals;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random contributions to blocks: all kinds of values, gaps, churn, failed scrapes, histograms, exemplars. */
final class Samples {
  private static final double[] ODD = {
    0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000abcL), Double.longBitsToDouble(0xfff0000000000001L),
    Double.longBitsToDouble(0x7ff0000000000002L), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
    Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_NORMAL, 9007199254740993.0, -9007199254740992.0, 1e17, 0.1, 1e-300
  };

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  List<TimelineRows> contributions(int targets, int series, int entries) {
    List<TimelineRows> all = new ArrayList<>();
    for (int t = 0; t < targets; t++) {
      all.add(contribution(t, 1 + random.nextInt(series), 1 + random.nextInt(entries)));
    }
    return all;
  }

  TimelineRows contribution(int number, int series, int entries) {
    Labels target = Labels.of("job", "test", "instance", "host-" + number);
    List<Labels> labels = new ArrayList<>();
    List<MetricMetadata> metadata = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      Labels.Builder b = target.edit().set(Labels.METRIC_NAME, "metric_" + i % 7).set("x", String.valueOf(i / 7));
      if (i % 3 == 0) {
        b.set("le", i % 2 == 0 ? "+Inf" : String.valueOf(i * 0.5));
      }
      if (i % 11 == 10) {
        b.remove("job");
      }
      labels.add(b.build());
      metadata.add(new MetricMetadata(MetricType.values()[i % 7 % MetricType.values().length], "help " + i % 7, i % 7 == 2 ? "seconds" : ""));
    }
    SeriesTable table = SeriesTable.of(labels, metadata);
    int[] kind = random.ints(series, 0, 11).toArray();
    double[] state = random.doubles(series, 0, 1000).toArray();
    long[] timestamps = new long[entries];
    byte[] flags = new byte[entries];
    List<Row> rows = new ArrayList<>();
    long at = 1_795_285_850_334L;
    for (int r = 0; r < entries; r++) {
      at += 1 + random.nextInt(15_000);
      timestamps[r] = at;
      flags[r] = random.nextInt(8) == 0 ? EntryFlag.FAILED : EntryFlag.OK;
      if (r == entries - 1 && random.nextInt(4) == 0) {
        flags[r] = EntryFlag.END;
        rows.add(Row.EMPTY);
      } else {
        rows.add(row(series, kind, state, flags[r], at));
      }
    }
    TimelineKind timelineKind = TimelineKind.values()[random.nextInt(3)];
    return new TimelineRows(new TargetIdentity(number * 31L, 7), timelineKind, target, table, timestamps, flags, rows);
  }

  private Row row(int series, int[] kind, double[] state, byte flag, long at) {
    int size = random.nextInt(5) == 0 ? random.nextInt(series + 1) : series;
    double[] values = new double[size];
    long[] mantissas = new long[size];
    byte[] exponents = new byte[size];
    NativeHistogram[] histograms = new NativeHistogram[size];
    long[] starts = random.nextInt(3) == 0 ? new long[size] : null;
    long[] present = new long[(size + 63) / 64];
    boolean anyHistogram = false;
    boolean all = flag == EntryFlag.OK && random.nextInt(3) > 0;
    List<SeriesExemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean has = all || (flag == EntryFlag.OK ? random.nextInt(10) > 0 : i < 2);
      if (!has) {
        continue;
      }
      present[i >> 6] |= 1L << i;
      exponents[i] = -1;
      switch (kind[i]) {
        case 0 -> decimal(i, 42, 0, values, mantissas, exponents);
        case 1 -> decimal(i, (long) (state[i] += random.nextInt(50)), 0, values, mantissas, exponents);
        case 2 -> decimal(i, (long) (state[i] += 4096 * random.nextInt(5)) / 4096 * 4096, 0, values, mantissas, exponents);
        case 3 -> {
          state[i] += random.nextDouble();
          int e = random.nextInt(4);
          decimal(i, Math.round(state[i] * Decimals.power(e)), e, values, mantissas, exponents);
        }
        case 4 -> values[i] = state[i] += random.nextInt(1000000) / 1e9;
        case 5 -> values[i] = Double.longBitsToDouble(random.nextLong());
        case 6 -> values[i] = ODD[random.nextInt(ODD.length)];
        case 7, 8 -> {
          if (kind[i] == 7 || random.nextBoolean()) {
            histograms[i] = histogram(i);
            anyHistogram = true;
          } else {
            values[i] = ODD[random.nextInt(ODD.length)];
          }
        }
        case 9 -> values[i] = 1.0 / 3;
        default -> {
          // A wrong hint must cost bytes only.
          values[i] = random.nextDouble();
          mantissas[i] = random.nextInt(100);
          exponents[i] = (byte) random.nextInt(20);
        }
      }
      if (starts != null && i % 2 == 0) {
        starts[i] = at - random.nextInt(100_000);
      }
      if (random.nextInt(40) == 0) {
        exemplars.add(new SeriesExemplar(i, new Exemplar(Labels.of("trace_id", "t" + random.nextInt(100)), random.nextGaussian(), at, random.nextBoolean())));
      }
    }
    return new Row(size, values, mantissas, exponents, all ? null : present, anyHistogram ? histograms : null, starts, exemplars);
  }

  private static void decimal(int i, long m, int e, double[] values, long[] mantissas, byte[] exponents) {
    values[i] = Decimals.value(m, e);
    mantissas[i] = m;
    exponents[i] = (byte) e;
  }

  private NativeHistogram histogram(int i) {
    boolean custom = i % 5 == 0;
    boolean integer = i % 2 == 0;
    int buckets = 1 + random.nextInt(3);
    double[] counts = new double[buckets];
    for (int b = 0; b < buckets; b++) {
      counts[b] = integer ? random.nextInt(100) : random.nextDouble();
    }
    boolean negative = !custom && random.nextInt(3) == 0;
    return new NativeHistogram(
        NativeHistogram.ResetHint.values()[random.nextInt(4)],
        custom ? NativeHistogram.CUSTOM_BUCKETS : random.nextInt(3),
        custom ? 0 : 0x1p-128,
        integer ? random.nextInt(3) : random.nextDouble(),
        integer ? random.nextInt(1000) : random.nextDouble(),
        random.nextInt(20) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextDouble() * 100,
        new int[] {-3, 1, 2, buckets - 1},
        counts,
        negative ? new int[] {0, 1} : new int[0],
        negative ? new double[] {5} : new double[0],
        custom ? new double[] {0.1, 0.5, 1} : new double[0],
        integer);
  }
}
