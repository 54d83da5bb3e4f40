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
  private static final String METRIC = "node_cpu_seconds_total";
  private static final String[] JOBS = {"node_a", "node_b"};

  private record Result(String data, String query, long gets, long bytes, int rounds, int catalogReads, int series, long samples) {}

  private final List<Path> files;
  private final List<Result> results = new ArrayList<>();
  private final StringBuilder notes = new StringBuilder();

  private ColdBench(Path folder) throws IOException {
    files = RecordedScrapes.in(folder);
  }

  /** Arguments: DIR, optionally {@code --json}. */
  public static void main(String[] arguments) throws IOException {
    List<String> args = new ArrayList<>(List.of(arguments));
    boolean json = args.remove("--json");
    if (args.size() != 1) {
      System.err.println("usage: tests/bench cold DIR [--json]     DIR holds recorded scrapes, *.txt.gz");
      System.exit(2);
    }
    ColdBench bench = new ColdBench(Path.of(args.getFirst()));
    bench.day();
    bench.shards();
    bench.print(json);
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
    LabelMatcher metric = LabelMatcher.equal("__name__", METRIC);
    ask(run, "61 min at 5 s, 25 h", "last 5 min", end - 5 * Windows.MINUTE, end, new ReadCache(0), metric);
    ask(run, "61 min at 5 s, 25 h", "1 h", end - Windows.HOUR, end, new ReadCache(0), metric);
    ask(run, "61 min at 5 s, 25 h", "24 h", end - 24 * Windows.HOUR, end, new ReadCache(0), metric);
    ask(run, "61 min at 5 s, 25 h", "24 h, one series", end - 24 * Windows.HOUR, end, new ReadCache(0), metric,
        LabelMatcher.equal("job", JOBS[1]), LabelMatcher.equal("cpu", "0"), LabelMatcher.equal("mode", "idle"));
    ReadCache warm = new ReadCache(256 << 20);
    run.read(end - 24 * Windows.HOUR, end, warm, metric);
    ask(run, "61 min at 5 s, 25 h", "24 h, warm", end - 24 * Windows.HOUR, end, warm, metric);
  }

  private void shards() {
    StorageRun run = new StorageRun();
    int shards = 20;
    // Off a window of level 1: the newest blocks are not compacted yet.
    int ticks = 4 * 14;
    List<List<List<TimelineRows>>> recordings = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      recordings.add(ticks("job-" + s, 15_000, 3).subList(0, ticks + 1));
    }
    long start = DAY + 13 * Windows.HOUR;
    for (int t = 0; t < ticks; t++) {
      long at = start + t * 15_000L;
      for (int s = 0; s < shards; s++) {
        run.write("shard-" + s, at, shifted(recordings.get(s).get(t), start));
      }
      if (t % 4 == 3) {
        run.housekeeping(at + 15_000);
      }
    }
    long end = start + ticks * 15_000L;
    LabelMatcher metric = LabelMatcher.equal("__name__", METRIC);
    LabelMatcher job = LabelMatcher.equal("job", "job-7");
    ReadCache cache = new ReadCache(256 << 20);
    String data = "20 shards at 15 s";
    ask(run, data, "rate(x[5m]) now, one job, cold", end - 5 * Windows.MINUTE, end, cache, metric, job);
    for (int s = 0; s < shards; s++) {
      run.write("shard-" + s, end, shifted(recordings.get(s).get(ticks), start));
    }
    ask(run, data, "the same 15 s later, warm", end + 15_000 - 5 * Windows.MINUTE, end + 15_000, cache, metric, job);
    ask(run, data, "rate(x[5m]) now, all jobs, cold", end - 5 * Windows.MINUTE, end, new ReadCache(0), metric);
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

  private void print(boolean json) {
    if (json) {
      StringBuilder out = new StringBuilder("[");
      for (Result r : results) {
        out.append(out.length() > 1 ? ",\n " : "").append(String.format(Locale.ROOT,
            "{\"data\":\"%s\",\"query\":\"%s\",\"gets\":%d,\"bytes\":%d,\"rounds\":%d,\"catalogReads\":%d,\"series\":%d,\"samples\":%d}",
            r.data, r.query, r.gets, r.bytes, r.rounds, r.catalogReads, r.series, r.samples));
      }
      System.out.println(out.append("]"));
      return;
    }
    System.out.printf(Locale.ROOT, "%-22s %-32s %6s %12s %7s %8s %7s %10s%n", "data", "query of " + METRIC, "GETs", "bytes", "rounds", "queries", "series", "samples");
    for (Result r : results) {
      System.out.printf(Locale.ROOT, "%-22s %-32s %6d %,12d %7d %8d %7d %,10d%n", r.data, r.query, r.gets, r.bytes, r.rounds, r.catalogReads, r.series, r.samples);
    }
    System.out.println("rounds: dependent ones, the catalogue's first; queries: parallel ones of the catalogue's round");
    System.out.print(notes);
  }
}
