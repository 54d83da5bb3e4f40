package dev.narthex.differential;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.promql.source.MemorySeriesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lines of test scripts (series, one item a step) with everything that series can hold: floats, native histograms with exponential and
 * custom buckets, both in one series, stale markers, gaps, counter resets, start timestamps (some of them overlapping), info series.
 */
record SampleData(long interval, List<Line> lines, List<Series> series) {
  static final int SAMPLES = 40;

  /**
   * One series; items are as in scripts: {@code _}, {@code stale}, a number, or a histogram in double braces.
   *
   * @param starts start timestamps in epoch milliseconds, 0 for none
   */
  record Line(Labels labels, List<String> items, List<Long> starts) {
    @Override
    public String toString() {
      return labels + " " + String.join(" ", items) + (starts.stream().allMatch(s -> s == 0) ? "" : " starts " + starts);
    }
  }

  /** A series as the reference evaluator reads it. */
  record Series(Labels labels, List<ReferenceValue.Point> points) {
    boolean isStale(ReferenceValue.Point p) {
      return p.histogram() == null && StaleMarker.isStale(p.value());
    }
  }

  SampleData(long interval, List<Line> lines) {
    this(interval, lines, lines.stream().map(line -> series(line, interval)).sorted(java.util.Comparator.comparing(Series::labels)).toList());
  }

  private static Series series(Line line, long interval) {
    List<ReferenceValue.Point> points = new ArrayList<>();
    for (int i = 0; i < line.items.size(); i++) {
      String item = line.items.get(i);
      if (item.startsWith("{{")) {
        points.add(new ReferenceValue.Point(i * interval, line.starts.get(i), 0, ReferenceHistogram.of(HistogramLiteral.parse(item).histogram())));
      } else if (!item.equals("_")) {
        points.add(new ReferenceValue.Point(i * interval, line.starts.get(i), item.equals("stale") ? StaleMarker.VALUE : number(item), null));
      }
    }
    return new Series(line.labels, points);
  }

  static SampleData generate(Random random) {
    long interval = List.of(15_000L, 30_000L, 60_000L).get(random.nextInt(3));
    List<Line> lines = new ArrayList<>();
    for (String a : List.of("1", "2")) {
      for (String b : List.of("x", "y")) {
        lines.add(line(random, Labels.of("__name__", "c_total", "a", a, "b", b, "instance", a, "job", "j"), Kind.COUNTER));
        lines.add(line(random, Labels.of("__name__", "g", "a", a, "b", b), Kind.GAUGE));
        lines.add(line(random, Labels.of("__name__", "h", "a", a, "b", b), random.nextInt(4) == 0 ? Kind.MIXED : Kind.EXPONENTIAL));
        lines.add(line(random, Labels.of("__name__", "n", "a", a, "b", b), Kind.CUSTOM));
      }
      lines.add(line(random, Labels.of("__name__", "limit", "a", a), Kind.GAUGE));
      lines.add(line(random, Labels.of("__name__", "m", "a", a), Kind.ANY));
      lines.add(line(random, Labels.of("__name__", "target_info", "instance", a, "job", "j", "version", "v" + a), Kind.ONE));
      for (String le : List.of("0.5", "1", "+Inf")) {
        lines.add(line(random, Labels.of("__name__", "k_bucket", "a", a, "le", le), Kind.COUNTER));
      }
    }
    return new SampleData(interval, lines.stream().map(line -> random.nextInt(4) == 0 ? started(random, line, interval) : line).toList());
  }

  private enum Kind {
    COUNTER,
    GAUGE,
    ONE,
    EXPONENTIAL,
    CUSTOM,
    MIXED,
    ANY
  }

  private static Line line(Random random, Labels labels, Kind kind) {
    List<String> items = new ArrayList<>();
    int[] counts = new int[4];
    int value = random.nextInt(50);
    String hint = List.of("", "", "", " counter_reset_hint:gauge", " counter_reset_hint:gauge", " counter_reset_hint:not_reset").get(random.nextInt(6));
    int schema = random.nextInt(4) - 1;
    double width = 0.125;
    for (int i = 0; i < SAMPLES; i++) {
      int dice = random.nextInt(40);
      if (dice == 0 || dice == 1) {
        items.add(dice == 0 ? "stale" : "_");
        continue;
      }
      boolean reset = random.nextInt(30) == 0;
      value = reset ? random.nextInt(3) : value + random.nextInt(9);
      for (int k = 0; k < counts.length; k++) {
        counts[k] = (reset ? 0 : counts[k]) + random.nextInt(4);
      }
      width = random.nextInt(30) == 0 ? List.of(0.125, 0.5, 1.5, 0.0).get(random.nextInt(4)) : width;
      schema = random.nextInt(25) == 0 ? random.nextInt(4) - 1 : schema;
      Kind now = kind == Kind.ANY ? List.of(Kind.EXPONENTIAL, Kind.CUSTOM, Kind.GAUGE).get(random.nextInt(3)) : kind;
      items.add(
          switch (now) {
            case ONE -> "1";
            case COUNTER -> String.valueOf(value);
            case GAUGE -> random.nextInt(30) == 0 ? List.of("NaN", "+Inf", "-Inf").get(random.nextInt(3)) : String.valueOf((random.nextInt(800) - 300) / 8.0);
            case CUSTOM -> custom(random, counts, hint);
            case MIXED -> random.nextInt(6) == 0 ? String.valueOf(value) : exponential(counts, schema, hint, width);
            case EXPONENTIAL, ANY -> exponential(counts, schema, hint, width);
          });
    }
    return new Line(labels, items, java.util.Collections.nCopies(items.size(), 0L));
  }

  /** With start timestamps: now and then the series begins anew, or says something that cannot be. */
  private static Line started(Random random, Line line, long interval) {
    List<Long> starts = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < line.items.size(); i++) {
      int dice = random.nextInt(15);
      start = dice == 0 ? Math.max(1, i * interval - random.nextInt((int) interval)) : dice == 1 ? Math.max(0, (i - 1) * interval) : start;
      starts.add(dice == 2 ? random.nextInt(600_000) : start);
    }
    return new Line(line.labels, line.items, starts);
  }

  private static String exponential(int[] counts, int schema, String hint, double width) {
    int all = counts[0] + counts[1] + counts[2] + counts[3];
    return "{{schema:" + schema + " count:" + all + " sum:" + 3 * all + " z_bucket:" + counts[0] + " z_bucket_w:" + width + " offset:1 buckets:[" + counts[1] + " " + counts[2]
        + "] n_buckets:[" + counts[3] + "] n_offset:1" + hint + "}}";
  }

  private static String custom(Random random, int[] counts, String hint) {
    int all = counts[0] + counts[1] + counts[2];
    String bounds = random.nextInt(25) == 0 ? "1 5" : "1 2 5";
    String last = bounds.equals("1 5") ? "" : " 0";
    return "{{schema:-53 count:" + all + " sum:" + 2 * all + " custom_values:[" + bounds + "] buckets:[" + counts[0] + " " + counts[1] + " " + counts[2] + last + "]" + hint + "}}";
  }

  MemorySeriesSource source() {
    MemorySeriesSource source = new MemorySeriesSource();
    for (Line line : lines) {
      for (int i = 0; i < line.items.size(); i++) {
        String item = line.items.get(i);
        if (item.startsWith("{{")) {
          source.add(line.labels, i * interval, 0, HistogramLiteral.parse(item).histogram(), line.starts.get(i));
        } else if (!item.equals("_")) {
          source.add(line.labels, i * interval, item.equals("stale") ? StaleMarker.VALUE : number(item), null, line.starts.get(i));
        }
      }
    }
    return source;
  }

  private static double number(String item) {
    return switch (item) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(item);
    };
  }

  /** Without gauge histograms. */
  SampleData ofCounters() {
    return new SampleData(interval, lines.stream().map(l -> new Line(l.labels, l.items.stream().map(i -> i.replace(" counter_reset_hint:gauge", "")).toList(), l.starts)).toList());
  }

  /** Without one series: for shrinking. */
  SampleData without(int index) {
    List<Line> rest = new ArrayList<>(lines);
    rest.remove(index);
    return new SampleData(interval, rest);
  }
}
