package dev.narthex.jobs.prime;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.column.ColumnValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One series of each target of {@link SyntheticDay}.
 *
 * @param own its name and the labels that its target does not give
 */
record SyntheticSeries(Labels own, Kind kind, Presence presence) {
  /** What its values look like: one for each way in which blocks code columns. */
  enum Kind {
    /** Integers that grow and begin again now and then. */
    COUNTER,
    /** Hundredths that grow. */
    SECONDS,
    /** Multiples of a page. */
    BYTES,
    /** Hundredths that go up and down. */
    LOAD,
    /** Full doubles. */
    RATIO,
    CONSTANT
  }

  /** Whether every good scrape of the target has it. */
  enum Presence {
    ALWAYS,
    SOMETIMES
  }

  /** A source of values, one an entry. */
  interface Walk {
    void append(ColumnValues column);
  }

  private static final int MEAN_LIFE = 400;
  private static final long PAGE = 4096;

  /** In no order. */
  static final List<SyntheticSeries> ALL = all();

  private static List<SyntheticSeries> all() {
    List<SyntheticSeries> all = new ArrayList<>();
    for (String route : List.of("/", "/cart", "/pay", "/item")) {
      for (String code : List.of("200", "500")) {
        all.add(always(Kind.COUNTER, "http_requests_total", "route", route, "code", code));
      }
    }
    for (String bound : List.of("0.005", "0.01", "0.05", "0.1", "0.5", "1", "5", "+Inf")) {
      all.add(always(Kind.COUNTER, "http_request_duration_seconds_bucket", "le", bound));
    }
    for (String mode : List.of("idle", "user", "system")) {
      all.add(always(Kind.SECONDS, "node_cpu_seconds_total", "mode", mode));
    }
    all.add(always(Kind.BYTES, "node_memory_used_bytes"));
    all.add(always(Kind.LOAD, "node_load1"));
    all.add(always(Kind.RATIO, "cache_hit_ratio"));
    all.add(always(Kind.CONSTANT, "up"));
    all.add(new SyntheticSeries(Labels.of(Labels.METRIC_NAME, "job_seconds"), Kind.LOAD, Presence.SOMETIMES));
    return all;
  }

  private static SyntheticSeries always(Kind kind, String name, String... more) {
    String[] labels = new String[2 + more.length];
    labels[0] = Labels.METRIC_NAME;
    labels[1] = name;
    System.arraycopy(more, 0, labels, 2, more.length);
    return new SyntheticSeries(Labels.of(labels), kind, Presence.ALWAYS);
  }

  /** All labels of the series of one target. */
  Labels labels(Labels target) {
    Map<String, String> all = new TreeMap<>();
    for (Labels part : List.of(own, target)) {
      for (int i = 0; i < part.size(); i++) {
        all.put(part.name(i), part.value(i));
      }
    }
    return Labels.of(all);
  }

  /** A fresh walk. */
  Walk walk(Random noise) {
    long[] total = {0};
    return switch (kind) {
      case COUNTER -> column -> {
        total[0] = noise.nextInt(MEAN_LIFE) == 0 ? 0 : total[0] + noise.nextInt(40);
        column.append(total[0], 0);
      };
      case SECONDS -> column -> {
        total[0] += noise.nextInt(6000);
        column.append(total[0], 2);
      };
      case BYTES -> column -> column.append(PAGE * (500_000 + noise.nextInt(100_000)), 0);
      case LOAD -> column -> column.append(noise.nextInt(800), 2);
      case RATIO -> column -> column.append(noise.nextDouble());
      case CONSTANT -> column -> column.append(1, 0);
    };
  }
}
