package dev.narthex.bench;

import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.layout.LayoutPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * {@code tests/bench size DIR}: what a recording costs per sample at level 0 (ticks of 60, 15 and 5 s) and after compaction to one level-2
 * block. Every block is decoded again and compared bit for bit. Values and timestamps of a level are all bytes of its objects but label
 * parts; labels are layouts (objects or sections) and deltas' labels; the catalogue is the blocks' and layouts' items.
 */
public final class SizeBench {
  private static final long[] TICKS = {60_000, 15_000, 5_000};

  private record Result(
      String name, int blocks, long samples, double seconds, long values, long labels, long catalogue, long different) {
    double perSample(long bytes) {
      return (double) bytes / samples;
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
    boolean json = args.remove("--json");
    if (args.size() != 1) {
      System.err.println("usage: tests/bench size DIR [--json]     DIR holds recorded scrapes, *.txt.gz");
      System.exit(2);
    }
    SizeBench bench = new SizeBench(Path.of(args.getFirst()));
    for (long tick : TICKS) {
      bench.run(tick);
    }
    bench.print(json);
    System.exit(bench.results.stream().allMatch(r -> r.different == 0) ? 0 : 1);
  }

  private void run(long tick) {
    List<BenchTarget> targets = files.stream().map(f -> new BenchTarget(RecordedScrapes.target(f))).toList();
    List<Iterator<RecordedScrapes.Scrape>> scrapes = new ArrayList<>();
    for (Path f : files) {
      scrapes.add(RecordedScrapes.all(f).iterator());
    }
    RecordedScrapes.Scrape[] next = new RecordedScrapes.Scrape[scrapes.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = scrapes.get(i).next();
    }
    SampleDigest in = new SampleDigest();
    SampleDigest out = new SampleDigest();
    List<BenchBlock> blocks = new ArrayList<>();
    long nanos = 0;
    try (LevelZeroRun run = new LevelZeroRun()) {
      while (true) {
        long first = Long.MAX_VALUE;
        for (RecordedScrapes.Scrape s : next) {
          first = s == null ? first : Math.min(first, s.timestamp());
        }
        if (first == Long.MAX_VALUE) {
          break;
        }
        long end = (Math.floorDiv(first, tick) + 1) * tick;
        for (int i = 0; i < next.length; i++) {
          while (next[i] != null && next[i].timestamp() < end) {
            RecordedScrapes.Scrape s = next[i];
            if (s.body().isPresent()) {
              targets.get(i).scrape(s.timestamp(), s.body().get());
            }
            next[i] = scrapes.get(i).hasNext() ? scrapes.get(i).next() : null;
          }
        }
        List<TimelineRows> rows = LevelZeroRun.take(targets);
        rows.forEach(in::add);
        long start = System.nanoTime();
        BenchBlock block = run.encode(rows);
        nanos += System.nanoTime() - start;
        blocks.add(block);
        out.add(block);
      }
      long labels = run.layoutBytes();
      long values = 0;
      long catalogue = 0;
      long samples = 0;
      for (BenchBlock b : blocks) {
        values += b.bytes().length;
        catalogue += b.summary().encode().length;
        samples += b.summary().samples();
      }
      results.add(new Result("level 0, " + tick / 1000 + " s", blocks.size(), samples, nanos / 1e9, values, labels, catalogue, in.differences(out)));
    }
    long start = System.nanoTime();
    BenchBlock merged = new BlockMerge(blocks).merge("b2/all", 2);
    double seconds = (System.nanoTime() - start) / 1e9;
    SampleDigest again = new SampleDigest();
    again.add(merged);
    BlockSummary summary = merged.summary();
    long labels = summary.layoutParts().stream().mapToLong(LayoutPart::length).sum();
    results.add(
        new Result("level 2 of " + tick / 1000 + " s", 1, summary.samples(), seconds, merged.bytes().length - labels, labels,
            summary.encode().length, in.differences(again)));
  }

  private void print(boolean json) {
    if (json) {
      StringBuilder out = new StringBuilder("{\"bench\":\"size\",\"results\":[");
      for (Result r : results) {
        out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(
            String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"blocks\":%d,\"samples\":%d,\"valueBytes\":%d,\"labelBytes\":%d,\"catalogueBytes\":%d,\"valuesPerSample\":%.4f,"
                    + "\"labelsPerSample\":%.4f,\"cataloguePerSample\":%.4f,\"seconds\":%.3f,\"seriesThatDiffer\":%d}",
                r.name, r.blocks, r.samples, r.values, r.labels, r.catalogue, r.perSample(r.values), r.perSample(r.labels), r.perSample(r.catalogue),
                r.seconds, r.different));
      }
      System.out.println(out.append("]}"));
      return;
    }
    System.out.printf("%-18s %6s %10s %9s %9s %9s %9s %10s %s%n", "", "blocks", "samples", "values", "labels", "catalog", "sum", "M/s write", "bits lost");
    for (Result r : results) {
      System.out.printf(
          Locale.ROOT, "%-18s %6d %10d %9.4f %9.4f %9.4f %9.4f %10.1f %s%n", r.name, r.blocks, r.samples, r.perSample(r.values), r.perSample(r.labels),
          r.perSample(r.catalogue), r.perSample(r.values + r.labels + r.catalogue), r.samples / r.seconds / 1e6,
          r.different == 0 ? "none" : r.different + " series differ");
    }
    System.out.println("bytes per sample; values = timestamps, values, presence, headers, checksums");
  }
}
