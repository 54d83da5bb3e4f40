package dev.narthex.ingest.exposition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Figures, not a test: samples per second of the classic parser over recorded scrapes, with and without memory of the last body. */
public final class ParseBench {
  private static final java.lang.management.ThreadMXBean CPU = java.lang.management.ManagementFactory.getThreadMXBean();

  private ParseBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = RecordedScrapes.folder().orElseThrow();
    int limit = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    List<List<byte[]>> targets = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".gz")).sorted().toList()) {
        targets.add(RecordedScrapes.bodies(f, limit));
      }
    }
    for (int round = 0; round < 5; round++) {
      System.out.printf("warm %6.2f M/s   hash %6.2f M/s   cold %6.2f M/s%n", run(targets, 0) / 1e6, run(targets, 1) / 1e6, run(targets, 2) / 1e6);
    }
  }

  /** mode 0: each parser keeps its memory; 1: a body twice, the second without difference is not possible here, so series known, body forgotten; 2: a fresh parser a body. */
  private static double run(List<List<byte[]>> targets, int mode) throws Exception {
    long samples = 0;
    long nanos = 0;
    for (List<byte[]> bodies : targets) {
      ClassicTextParser parser = new ClassicTextParser();
      Collected resolver = new Collected();
      int i = 0;
      for (byte[] body : bodies) {
        if (mode == 2) {
          parser = new ClassicTextParser();
          resolver = new Collected();
          if (i++ > 8) {
            break;
          }
        }
        if (mode == 1) {
          parser.forgetBody();
        }
        long t = CPU.getCurrentThreadCpuTime();
        ScrapedRow row = parser.parse(body, body.length, resolver);
        nanos += CPU.getCurrentThreadCpuTime() - t;
        samples += row.scraped();
      }
    }
    return samples * 1e9 / nanos;
  }
}
