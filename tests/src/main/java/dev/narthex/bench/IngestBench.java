package dev.narthex.bench;

import dev.narthex.tsdb.block.TimelineRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * {@code tests/bench ingest DIR}: samples per second of one thread's processor time, from recorded bodies in memory to level-0 blocks of
 * 12, 3 and 1 scrapes with all targets interleaved; cold (fresh parsers and encoder for every tick, as in a cold function with a warm
 * machine) and warm; gunzip apart; and the compaction of those blocks to one of level 2. Minimum time of several rounds.
 */
public final class IngestBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int[] SCRAPES = {12, 3, 1};
  private static final String WARM = "body to level 0, warm, ";
  private static final String COLD = "body to level 0, cold, ";
  private static final String COMPACTION = "compaction 0 to 1, ticks of ";
  /** Compactions a round: they take a fraction of the time that writing takes, and need as many to be compiled. */
  private static final int COMPACTIONS = 10;

  private record Result(String name, long samples, double seconds) {}

  private final List<List<RecordedScrapes.Scrape>> recorded = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final int rounds;

  private IngestBench(Path folder, int most, int rounds) throws IOException {
    this.rounds = rounds;
    for (Path f : RecordedScrapes.in(folder)) {
      names.add(RecordedScrapes.target(f));
      List<RecordedScrapes.Scrape> scrapes = RecordedScrapes.all(f).stream().filter(s -> s.body().isPresent()).limit(most).toList();
      recorded.add(scrapes);
    }
  }

  /** Arguments: DIR, optionally {@code --scrapes N} per target (120), {@code --rounds N} (4), {@code --json}. */
  public static void main(String[] arguments) throws IOException {
    List<String> args = new ArrayList<>(List.of(arguments));
    Report report = Report.of("ingest", args);
    int most = option(args, "--scrapes", 120);
    int rounds = option(args, "--rounds", 4);
    IngestBench bench = new IngestBench(Report.folder(args, "ingest DIR [--scrapes N] [--rounds N] [--json]"), most, rounds);
    bench.run();
    bench.print(report);
  }

  private static int option(List<String> args, String name, int otherwise) {
    int at = args.indexOf(name);
    if (at < 0 || at + 1 == args.size()) {
      return otherwise;
    }
    String text = args.get(at + 1);
    if (!text.matches("[1-9][0-9]{0,6}")) {
      System.err.println("bench: " + name + " wants a number of 1 or more, not " + text);
      System.exit(2);
    }
    int value = Integer.parseInt(text);
    args.remove(at + 1);
    args.remove(at);
    return value;
  }

  private void run() throws IOException {
    gunzip();
    for (int scrapes : SCRAPES) {
      Result warm = new Result(WARM + scrapes + " scrapes", 0, Double.MAX_VALUE);
      Result parse = new Result("  of that parsing", 0, Double.MAX_VALUE);
      for (int r = 0; r < rounds; r++) {
        long[] samples = new long[1];
        long[] parsing = new long[1];
        double seconds = warm(scrapes, samples, parsing, new BenchStore(now()));
        warm = samples[0] > 0 && seconds < warm.seconds ? new Result(warm.name, samples[0], seconds) : warm;
        parse = parsing[0] / 1e9 < parse.seconds ? new Result(parse.name, samples[0], parsing[0] / 1e9) : parse;
      }
      results.add(warm);
      results.add(parse);
    }
    Result cold = new Result(COLD + "12 scrapes", 0, Double.MAX_VALUE);
    for (int r = 0; r < rounds; r++) {
      long[] samples = new long[1];
      double seconds = cold(samples);
      cold = seconds < cold.seconds ? new Result(cold.name, samples[0], seconds) : cold;
    }
    results.add(cold);
    for (int scrapes : new int[] {12, 3}) {
      compact(scrapes);
    }
  }

  /** A clock behind everything recorded. */
  private long now() {
    return recorded.getFirst().getLast().timestamp() + 3_600_000;
  }

  /** The slot of a tick: its first scrape's time in whole seconds. */
  private long slot(int tick, int scrapes) {
    return recorded.getFirst().get(tick * scrapes).timestamp() / 1000 * 1000;
  }

  private double warm(int scrapes, long[] samples, long[] parsing, BenchStore store) {
    List<BenchTarget> targets = names.stream().map(BenchTarget::new).toList();
    double seconds = 0;
    int ticks = recorded.getFirst().size() / scrapes;
    for (int tick = 0; tick < ticks; tick++) {
      long start = THREADS.getCurrentThreadCpuTime();
      long n = scrape(targets, tick, scrapes);
      List<TimelineRows> rows = BenchTarget.take(targets);
      long parsed = THREADS.getCurrentThreadCpuTime();
      store.write(slot(tick, scrapes), rows);
      long end = THREADS.getCurrentThreadCpuTime();
      if (tick > 0) {
        // The first tick meets every series for the first time: it is the cold one.
        samples[0] += n;
        parsing[0] += parsed - start;
        seconds += (end - start) / 1e9;
      }
    }
    return seconds;
  }

  private long scrape(List<BenchTarget> targets, int tick, int scrapes) {
    long n = 0;
    for (int s = tick * scrapes; s < (tick + 1) * scrapes; s++) {
      for (int t = 0; t < targets.size(); t++) {
        if (s < recorded.get(t).size()) {
          RecordedScrapes.Scrape scrape = recorded.get(t).get(s);
          n += targets.get(t).scrape(scrape.timestamp(), scrape.body().orElseThrow());
        }
      }
    }
    return n;
  }

  private double cold(long[] samples) {
    int ticks = Math.min(5, recorded.getFirst().size() / 12);
    double seconds = 0;
    BenchStore store = new BenchStore(now());
    for (int tick = 0; tick < ticks; tick++) {
      List<BenchTarget> targets = names.stream().map(BenchTarget::new).toList();
      store.forget();
      long start = THREADS.getCurrentThreadCpuTime();
      long n = scrape(targets, tick, 12);
      store.write(slot(tick, 12), BenchTarget.take(targets));
      if (tick > 0) {
        // A cold function finds the base layout of its shard in the store; the first tick only writes it.
        samples[0] += n;
        seconds += (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
      }
    }
    return seconds;
  }

  private void compact(int scrapes) {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    BenchStore written = new BenchStore(now());
    warm(scrapes, new long[1], new long[1], written);
    long samples = written.sizes(0, 0, 0).samples();
    List<RecordedScrapes.Scrape> first = recorded.getFirst();
    for (int r = 0; r < COMPACTIONS * rounds; r++) {
      BenchStore store = written.fork();
      for (int level = 1; level <= 2; level++) {
        long start = THREADS.getCurrentThreadCpuTime();
        store.compact(level, first.getFirst().timestamp(), first.getLast().timestamp());
        best[level - 1] = Math.min(best[level - 1], (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
      }
    }
    results.add(new Result(COMPACTION + scrapes + " scrapes", samples, best[0]));
    results.add(new Result("compaction 1 to 2 of these", samples, best[1]));
  }

  private void gunzip() throws IOException {
    List<byte[]> packed = new ArrayList<>();
    long samples = 0;
    List<BenchTarget> targets = names.stream().map(BenchTarget::new).toList();
    for (int t = 0; t < recorded.size(); t++) {
      byte[] body = recorded.get(t).getFirst().body().orElseThrow();
      samples += targets.get(t).scrape(0, body);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(body);
      }
      packed.add(out.toByteArray());
    }
    double best = Double.MAX_VALUE;
    for (int r = 0; r < 10 * rounds; r++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (byte[] p : packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(p))) {
          in.readAllBytes();
        }
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    }
    results.add(new Result("gunzip of bodies", samples, best));
  }

  private double speed(String name) {
    return results.stream().filter(r -> r.name.equals(name)).mapToDouble(r -> r.samples / r.seconds / 1e6).findFirst().orElse(0);
  }

  private Goals goals() {
    Goals goals = new Goals();
    String unit = "M samples/s/core";
    goals.atLeast(WARM + "12 scrapes", unit, speed(WARM + "12 scrapes"), 6);
    goals.atLeast(COLD + "12 scrapes", unit, speed(COLD + "12 scrapes"), 2);
    for (int scrapes : new int[] {12, 3}) {
      goals.atLeast(COMPACTION + scrapes + " scrapes", unit, speed(COMPACTION + scrapes + " scrapes"), 15);
    }
    return goals;
  }

  private void print(Report report) {
    Goals goals = goals();
    StringBuilder json = new StringBuilder("{\"bench\":\"ingest\",\"results\":[");
    StringBuilder table = new StringBuilder(String.format("%-42s %10s %10s %12s%n", "", "samples", "ns/sample", "M samples/s"));
    for (Result r : results) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(
          String.format(Locale.ROOT, "{\"name\":\"%s\",\"samples\":%d,\"cpuSeconds\":%.4f,\"samplesPerSecond\":%.0f}",
              r.name.trim(), r.samples, r.seconds, r.samples / r.seconds));
      table.append(
          String.format(Locale.ROOT, "%-42s %10d %10.1f %12.2f%n", r.name, r.samples, r.seconds / r.samples * 1e9, r.samples / r.seconds / 1e6));
    }
    table.append("processor time of one thread; gunzip comes on top\n").append(goals.table());
    report.print(table.toString(), json.append("],").append(goals.json()).append('}').toString());
  }
}
