package dev.narthex.bench;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.read.ReadCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * {@code tests/bench cold DIR}: what a cold query costs. Replays DIR again and again, shifted, from a day's beginning until 25 h are
 * filled, writing, compacting and sweeping as time goes by; then asks for one metric over 1 h, 24 h and the last 5 minutes and counts
 * GETs, bytes and dependent rounds from the request log. A second run has 20 shards at 15 s.
 */
public final class ColdBench {
  private static final long DAY = 1_795_132_800_000L / Windows.DAY * Windows.DAY;
  private static final String USUAL_METRIC = "node_cpu_seconds_total";
  private static final String DAY_QUERY = "24 h";
  private static final String NOW = "rate(x[5m]) now, one job, cold";
  private static final String NOW_WARM = "the same 15 s later, warm";

  private record Result(String data, String query, long gets, long bytes, int rounds, int catalogReads, int series, long samples) {}

  private final List<Path> files;
  private final String metric;
  private final List<Result> results = new ArrayList<>();
  private final StringBuilder notes = new StringBuilder();

  private ColdBench(Path folder, String metric) throws IOException {
    this.metric = metric;
    files = RecordedScrapes.in(folder);
  }

  /** Arguments: DIR, optionally {@code --metric NAME} and {@code --json}. */
  public static void main(String[] arguments) throws IOException {
    List<String> args = new ArrayList<>(List.of(arguments));
    Report report = Report.of("cold", args);
    String metric = USUAL_METRIC;
    int at = args.indexOf("--metric");
    if (at >= 0 && at + 1 < args.size()) {
      metric = args.remove(at + 1);
      args.remove(at);
    }
    ColdBench bench = new ColdBench(Report.folder(args, "cold DIR [--metric NAME] [--json]"), metric);
    bench.day();
    if (bench.results.stream().allMatch(r -> r.series == 0)) {
      System.err.println("bench: nothing recorded has the metric " + metric + "; name one that is there with --metric");
      System.exit(3);
    }
    bench.shards();
    bench.print(report);
  }

  /** The recording cut into ticks: for each, what the targets contribute, with times from 0. */
  private List<List<TimelineRows>> ticks(String jobPrefix, long tick, int everyNth) {
    TreeMap<Long, List<TimelineRows>> ticks = new TreeMap<>();
    long first = Long.MAX_VALUE;
    for (Path file : files) {
      String name = RecordedScrapes.target(file);
      BenchTarget target = jobPrefix.isEmpty() ? new BenchTarget(name) : new BenchTarget(jobPrefix, name + ":9100");
      long current = -1;
      int number = 0;
      for (RecordedScrapes.Scrape scrape : RecordedScrapes.all(file)) {
        first = Math.min(first, scrape.timestamp());
        long slot = Math.floorDiv(scrape.timestamp() - first, tick);
        if (slot != current && target.hasRows()) {
          ticks.computeIfAbsent(current, t -> new ArrayList<>()).add(target.take());
        }
        current = slot;
        if (scrape.body().isPresent() && number++ % everyNth == 0) {
          target.scrape(scrape.timestamp() - first, scrape.body().get());
        }
      }
      if (target.hasRows()) {
        ticks.computeIfAbsent(current, t -> new ArrayList<>()).add(target.take());
      }
    }
    List<List<TimelineRows>> all = new ArrayList<>();
    for (long t = 0; t <= ticks.lastKey(); t++) {
      all.add(ticks.getOrDefault(t, List.of()));
    }
    return all;
  }

  private static List<TimelineRows> shifted(List<TimelineRows> rows, long by) {
    List<TimelineRows> moved = new ArrayList<>(rows.size());
    for (TimelineRows r : rows) {
      long[] times = r.timestamps().clone();
      for (int i = 0; i < times.length; i++) {
        times[i] += by;
      }
      moved.add(new TimelineRows(r.identity(), r.kind(), r.targetLabels(), r.table(), times, r.flags(), r.rows()));
    }
    return moved;
  }

  private void day() {
    List<List<TimelineRows>> recording = ticks("", Windows.MINUTE, 1);
    String data = recording.size() + " min, 25 h";
    StorageRun run = new StorageRun();
    int minutes = 25 * 60;
    for (int minute = 0; minute < minutes; minute++) {
      int tick = minute % recording.size();
      long at = DAY + minute * Windows.MINUTE;
      run.write("shard-0", at, shifted(recording.get(tick), at - tick * Windows.MINUTE));
      run.housekeeping(at + Windows.MINUTE);
    }
    long end = DAY + minutes * Windows.MINUTE;
    run.compactAt(end + Windows.MINUTE);
    notes.append(run.speeds());
    LabelMatcher named = LabelMatcher.equal("__name__", metric);
    ask(run, data, "last 5 min", end - 5 * Windows.MINUTE, end, new ReadCache(0), named);
    ask(run, data, "1 h", end - Windows.HOUR, end, new ReadCache(0), named);
    ask(run, data, DAY_QUERY, end - 24 * Windows.HOUR, end, new ReadCache(0), named);
    if (metric.equals(USUAL_METRIC)) {
      ask(run, data, "24 h, one series", end - 24 * Windows.HOUR, end, new ReadCache(0), named,
          LabelMatcher.equal("job", "node_b"), LabelMatcher.equal("cpu", "0"), LabelMatcher.equal("mode", "idle"));
    }
    ReadCache warm = new ReadCache(256 << 20);
    run.read(end - 24 * Windows.HOUR, end, warm, named);
    ask(run, data, "24 h, warm", end - 24 * Windows.HOUR, end, warm, named);
  }

  private void shards() {
    StorageRun run = new StorageRun();
    int shards = 20;
    // Off a window of level 1: the newest blocks are not compacted yet.
    int ticks = 4 * 14;
    List<List<List<TimelineRows>>> recordings = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      recordings.add(ticks("job-" + s, 15_000, 3));
    }
    long start = DAY + 13 * Windows.HOUR;
    for (int t = 0; t < ticks; t++) {
      long at = start + t * 15_000L;
      for (int s = 0; s < shards; s++) {
        run.write("shard-" + s, at, recorded(recordings.get(s), t, start));
      }
      if (t % 4 == 3) {
        run.housekeeping(at + 15_000);
      }
    }
    long end = start + ticks * 15_000L;
    LabelMatcher named = LabelMatcher.equal("__name__", metric);
    LabelMatcher job = LabelMatcher.equal("job", "job-7");
    ReadCache cache = new ReadCache(256 << 20);
    String data = "20 shards at 15 s";
    ask(run, data, NOW, end - 5 * Windows.MINUTE, end, cache, named, job);
    for (int s = 0; s < shards; s++) {
      run.write("shard-" + s, end, recorded(recordings.get(s), ticks, start));
    }
    ask(run, data, NOW_WARM, end + 15_000 - 5 * Windows.MINUTE, end + 15_000, cache, named, job);
    ask(run, data, "rate(x[5m]) now, all jobs, cold", end - 5 * Windows.MINUTE, end, new ReadCache(0), named);
  }

  /** A tick of 15 s; a recording that is too short begins anew. */
  private static List<TimelineRows> recorded(List<List<TimelineRows>> recording, int tick, long start) {
    return shifted(recording.get(tick % recording.size()), start + tick / recording.size() * recording.size() * 15_000L);
  }

  private void ask(StorageRun run, String data, String query, long from, long to, ReadCache cache, LabelMatcher... matchers) {
    run.startCounting();
    long samples = 0;
    int series = 0;
    try (SeriesGroups groups = run.source(to, cache).select(new Selection(List.of(matchers), TimeRange.leftOpen(from, to), SelectHints.none()))) {
      while (groups.advance()) {
        SeriesGroup group = groups.current();
        series += group.size();
        samples += (long) group.size() * group.timestamps().length;
      }
    }
    results.add(new Result(data, query, run.gets(), run.bytes(), run.rounds(), run.catalogReads(), series, samples));
  }

  private Goals goals() {
    Goals goals = new Goals();
    for (Result r : results) {
      switch (r.query) {
        case DAY_QUERY -> {
          goals.atMost("24 h of one metric", "GETs", r.gets, 16);
          goals.atMost("24 h of one metric", "dependent rounds", r.rounds, 2);
        }
        case NOW -> goals.atMost(NOW, "GETs", r.gets, 60);
        case NOW_WARM -> goals.atMost(NOW + ", " + NOW_WARM, "GETs", r.gets, 10);
        default -> {}
      }
    }
    return goals;
  }

  private void print(Report report) {
    Goals goals = goals();
    StringBuilder json = new StringBuilder("{\"bench\":\"cold\",\"metric\":\"" + metric + "\",\"results\":[");
    StringBuilder table =
        new StringBuilder(String.format("%-22s %-32s %6s %12s %7s %8s %7s %10s%n", "data", "query of " + metric, "GETs", "bytes", "rounds", "queries", "series", "samples"));
    for (Result r : results) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",\n ").append(String.format(Locale.ROOT,
          "{\"data\":\"%s\",\"query\":\"%s\",\"gets\":%d,\"bytes\":%d,\"rounds\":%d,\"catalogReads\":%d,\"series\":%d,\"samples\":%d}",
          r.data, r.query, r.gets, r.bytes, r.rounds, r.catalogReads, r.series, r.samples));
      table.append(
          String.format(Locale.ROOT, "%-22s %-32s %6d %,12d %7d %8d %7d %,10d%n", r.data, r.query, r.gets, r.bytes, r.rounds, r.catalogReads, r.series, r.samples));
    }
    table.append("rounds: dependent ones, the catalogue's first; queries: parallel ones of the catalogue's round\n").append(notes).append(goals.table());
    report.print(table.toString(), json.append("],").append(goals.json()).append('}').toString());
  }
}
