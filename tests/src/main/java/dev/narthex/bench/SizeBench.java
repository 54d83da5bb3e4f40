package dev.narthex.bench;

import dev.narthex.tsdb.block.TimelineRows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code tests/bench size DIR}: what a recording costs per sample at level 0 (ticks of 60, 15 and 5 s) and after compaction to levels 1
 * and 2, through the real writer, catalogue and compactor over a store in memory. Every block is decoded again and compared bit for
 * bit. Labels are layout objects and own layouts; labels of deltas count as values.
 */
public final class SizeBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long[] TICKS = {60_000, 15_000, 5_000};

  private record Result(String name, BenchStore.Sizes sizes, double cpuSeconds, long different) {
    double perSample(long bytes) {
      return (double) bytes / sizes.samples();
    }
  }

  private final List<Path> files;
  private final List<Result> results = new ArrayList<>();

  private SizeBench(Path folder) throws IOException {
    files = RecordedScrapes.in(folder);
  }

  /** Arguments: DIR, optionally {@code --json}. */
  public static void main(String[] arguments) throws IOException {
    List<String> args = new ArrayList<>(List.of(arguments));
    Report report = Report.of("size", args);
    SizeBench bench = new SizeBench(Report.folder(args, "size DIR [--json]"));
    for (long tick : TICKS) {
      bench.run(tick);
    }
    bench.print(report);
    System.exit(bench.results.stream().allMatch(r -> r.different == 0) ? 0 : 1);
  }

  private void run(long tick) {
    List<BenchTarget> targets = files.stream().map(f -> new BenchTarget(RecordedScrapes.target(f))).toList();
    List<Iterator<RecordedScrapes.Scrape>> scrapes = new ArrayList<>();
    for (Path f : files) {
      scrapes.add(RecordedScrapes.all(f).stream().filter(s -> s.body().isPresent()).iterator());
    }
    RecordedScrapes.@Nullable Scrape[] next = new RecordedScrapes.Scrape[scrapes.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = scrapes.get(i).next();
    }
    SampleDigest in = new SampleDigest();
    long from = first(next);
    long to = from;
    BenchStore store = new BenchStore(from + 24 * 60 * 60 * 1000L);
    long nanos = 0;
    for (long first = from; first < Long.MAX_VALUE; first = first(next)) {
      long slot = Math.floorDiv(first, tick) * tick;
      for (int i = 0; i < next.length; i++) {
        RecordedScrapes.Scrape scrape = next[i];
        while (scrape != null && scrape.timestamp() < slot + tick) {
          to = Math.max(to, scrape.timestamp());
          targets.get(i).scrape(scrape.timestamp(), scrape.body().orElseThrow());
          scrape = scrapes.get(i).hasNext() ? scrapes.get(i).next() : null;
        }
        next[i] = scrape;
      }
      List<TimelineRows> rows = BenchTarget.take(targets);
      rows.forEach(in::add);
      long start = THREADS.getCurrentThreadCpuTime();
      store.write(slot, rows);
      nanos += THREADS.getCurrentThreadCpuTime() - start;
    }
    long layouts = store.layoutBytes();
    long layoutItems = store.layoutItemBytes();
    add("level 0, ticks of " + tick / 1000 + " s", 0, store, layouts, layoutItems, nanos, in);
    for (int level = 1; level <= 2; level++) {
      long start = THREADS.getCurrentThreadCpuTime();
      store.compact(level, from, to);
      nanos = THREADS.getCurrentThreadCpuTime() - start;
      long moreLayouts = level == 1 ? store.layoutBytes() - layouts : 0;
      long moreItems = level == 1 ? store.layoutItemBytes() - layoutItems : 0;
      add("  level " + level + " of these", level, store, moreLayouts, moreItems, nanos, in);
    }
  }

  private void add(String name, int level, BenchStore store, long layouts, long layoutItems, long nanos, SampleDigest in) {
    SampleDigest out = new SampleDigest();
    store.digest(level, out);
    results.add(new Result(name, store.sizes(level, layouts, layoutItems), nanos / 1e9, in.differences(out)));
  }

  private static long first(RecordedScrapes.@Nullable Scrape[] next) {
    long first = Long.MAX_VALUE;
    for (RecordedScrapes.@Nullable Scrape s : next) {
      first = s == null ? first : Math.min(first, s.timestamp());
    }
    return first;
  }

  /** The sizes to reach, on the recording that they were set for; on another one they are only a comparison. */
  private Goals goals() {
    Goals goals = new Goals();
    double[] limits = {0.43, 0.80, 1.4};
    for (int i = 0; i < TICKS.length; i++) {
      Result level0 = results.get(3 * i);
      goals.atMost(level0.name + ", without labels", "B/sample", level0.perSample(level0.sizes.values()), limits[i]);
    }
    Result level2 = results.get(2);
    goals.atMost("level 2, without labels", "B/sample", level2.perSample(level2.sizes.values()), 0.31);
    goals.atMost("its labels, directory and catalogue", "B/sample", level2.perSample(level2.sizes.labels() + level2.sizes.catalogue()), 0.03);
    goals.atMost("series that lost a bit, all levels", "", results.stream().mapToLong(Result::different).sum(), 0);
    return goals;
  }

  private void print(Report report) {
    Goals goals = goals();
    report.print(table() + goals.table(), json(goals));
  }

  private String json(Goals goals) {
    StringBuilder out = new StringBuilder("{\"bench\":\"size\",\"results\":[");
    for (Result r : results) {
      out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(
          String.format(
              Locale.ROOT,
              "{\"name\":\"%s\",\"blocks\":%d,\"samples\":%d,\"valueBytes\":%d,\"labelBytes\":%d,\"catalogueBytes\":%d,\"valuesPerSample\":%.4f,"
                  + "\"labelsPerSample\":%.4f,\"cataloguePerSample\":%.4f,\"cpuSeconds\":%.3f,\"seriesThatDiffer\":%d}",
              r.name.trim(), r.sizes.blocks(), r.sizes.samples(), r.sizes.values(), r.sizes.labels(), r.sizes.catalogue(), r.perSample(r.sizes.values()),
              r.perSample(r.sizes.labels()), r.perSample(r.sizes.catalogue()), r.cpuSeconds, r.different));
    }
    return out.append("],").append(goals.json()).append('}').toString();
  }

  private String table() {
    StringBuilder out = new StringBuilder();
    out.append(String.format("%-24s %6s %10s %9s %9s %9s %9s %8s %s%n", "", "blocks", "samples", "values", "labels", "catalogue", "sum", "M/s", "bits lost"));
    for (Result r : results) {
      BenchStore.Sizes b = r.sizes;
      out.append(
          String.format(
              Locale.ROOT, "%-24s %6d %10d %9.4f %9.4f %9.4f %9.4f %8.1f %s%n", r.name, b.blocks(), b.samples(), r.perSample(b.values()),
              r.perSample(b.labels()), r.perSample(b.catalogue()), r.perSample(b.values() + b.labels() + b.catalogue()), b.samples() / r.cpuSeconds / 1e6,
              r.different == 0 ? "none" : r.different + " series differ"));
    }
    out.append("bytes per sample; values = timestamps, values, presence, headers, checksums; M/s = samples per second of processor time to write them\n");
    return out.toString();
  }
}
