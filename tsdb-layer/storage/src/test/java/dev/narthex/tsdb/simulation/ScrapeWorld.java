package dev.narthex.tsdb.simulation;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.StaleMarker;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small world of targets whose scrapes are random but known: what each series must look like to a reader follows from the rules of
 * staleness alone. Used by the simulations of storage; deterministic by seed.
 */
public final class ScrapeWorld {
  private final Random random;
  private final int churn;
  private final List<Target> targets = new ArrayList<>();
  private final Map<Labels, TreeMap<Long, Double>> expected = new HashMap<>();

  /** One target with a changing set of series. */
  private static final class Target {
    final TargetIdentity identity;
    final Labels labels;
    SeriesTable table;
    final List<Integer> alive = new ArrayList<>();
    final Map<Labels, Boolean> seen = new HashMap<>();

    Target(TargetIdentity identity, Labels labels, SeriesTable table) {
      this.identity = identity;
      this.labels = labels;
      this.table = table;
    }
  }

  /** A lively world: one scrape in ten loses a series, one in ten gains one. */
  public ScrapeWorld(long seed, int targetCount, int seriesEach) {
    this(seed, targetCount, seriesEach, 10);
  }

  /**
   * @param churn one scrape in so many loses a series, one gains one
   */
  public ScrapeWorld(long seed, int targetCount, int seriesEach, int churn) {
    this.churn = churn;
    random = new Random(seed);
    for (int t = 0; t < targetCount; t++) {
      Labels labels = Labels.of("instance", "host-" + t, "job", "job-" + t % 2);
      List<Labels> series = new ArrayList<>();
      List<MetricMetadata> metadata = new ArrayList<>();
      for (int s = 0; s < seriesEach; s++) {
        series.add(labels.edit().set("__name__", "metric_" + s / 3).set("part", "p" + s % 3).build());
        metadata.add(new MetricMetadata(MetricType.GAUGE, "help of " + s / 3, ""));
      }
      series.add(labels.with("__name__", "up"));
      metadata.add(MetricMetadata.UNKNOWN);
      Target target = new Target(new TargetIdentity(7, t), labels, SeriesTable.of(series, metadata));
      for (int s = 0; s < seriesEach; s++) {
        target.alive.add(s);
      }
      targets.add(target);
    }
  }

  /** A tick of some targets: rows as a scraper would give them. */
  public List<TimelineRows> scrape(long tick, int shard, int shards) {
    List<TimelineRows> rows = new ArrayList<>();
    for (int t = shard; t < targets.size(); t += shards) {
      rows.add(scrape(targets.get(t), tick));
    }
    return rows;
  }

  public List<TargetHealth> health(List<TimelineRows> rows) {
    return rows.stream().map(r -> new TargetHealth(r.identity(), r.timestamps()[0], 0.25, r.flags()[0] == EntryFlag.FAILED ? "connection refused" : "")).toList();
  }

  private TimelineRows scrape(Target target, long tick) {
    if (random.nextInt(churn) == 0 && !target.alive.isEmpty()) {
      target.alive.remove(random.nextInt(target.alive.size()));
    }
    if (random.nextInt(churn) == 0) {
      Labels fresh = target.labels.edit().set("__name__", "metric_" + random.nextInt(4)).set("part", "new" + random.nextInt(5)).build();
      int known = -1;
      for (int s = 0; s < target.table.size(); s++) {
        known = target.table.labels(s).equals(fresh) ? s : known;
      }
      if (known < 0) {
        target.table = target.table.append(List.of(fresh), List.of(MetricMetadata.UNKNOWN));
        known = target.table.size() - 1;
      }
      if (!target.alive.contains(known)) {
        target.alive.add(known);
      }
    }
    long timestamp = tick + random.nextInt(5);
    boolean failed = random.nextInt(12) == 0;
    int size = target.table.size();
    double[] values = new double[size];
    long[] mantissas = new long[size];
    byte[] exponents = new byte[size];
    long[] present = new long[(size + 63) / 64];
    for (int s = 0; s < size; s++) {
      boolean up = target.table.labels(s).metricName().equals("up");
      if (up || !failed && target.alive.contains(s)) {
        present[s >> 6] |= 1L << s;
        mantissas[s] = up ? failed ? 0 : 1 : random.nextInt(3) == 0 ? 42 : random.nextInt(10_000);
        exponents[s] = (byte) (up ? 0 : 2);
        values[s] = mantissas[s] / (up ? 1.0 : 100.0);
      }
    }
    Row row = new Row(size, values, mantissas, exponents, present, null, null, List.of());
    byte flag = failed ? EntryFlag.FAILED : EntryFlag.OK;
    return new TimelineRows(target.identity, TimelineKind.SCRAPED, target.labels, target.table, new long[] {timestamp}, new byte[] {flag}, List.of(row));
  }

  /** Says that these rows were stored: from now on a reader must see them. */
  public void stored(List<TimelineRows> rows) {
    for (TimelineRows timeline : rows) {
      Target target = targets.stream().filter(t -> t.identity.equals(timeline.identity())).findFirst().orElseThrow();
      for (int e = 0; e < timeline.rows().size(); e++) {
        Row row = timeline.rows().get(e);
        for (int s = 0; s < timeline.table().size(); s++) {
          Labels labels = timeline.table().labels(s);
          if (row.has(s)) {
            expected.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeline.timestamps()[e], row.values()[s]);
            target.seen.put(labels, true);
          }
        }
        for (Labels labels : target.seen.keySet()) {
          expected.get(labels).putIfAbsent(timeline.timestamps()[e], StaleMarker.VALUE);
        }
      }
    }
  }

  /** What readers must see: the samples of each series, with a stale marker at each scrape that lacked it after it was first seen. */
  public Map<Labels, TreeMap<Long, Double>> expected() {
    return expected;
  }
}
