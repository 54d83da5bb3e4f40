package dev.narthex.ingest.scrape;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.exposition.ExpositionFormat;
import dev.narthex.ingest.exposition.ExpositionParser;
import dev.narthex.ingest.exposition.HistogramParsing;
import dev.narthex.ingest.exposition.RecordedScrapes;
import dev.narthex.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Figures, not a test: body to columns with final labels, each body with a fresh parser (what a cold function does), and with memory. */
public final class AdmissionBench {
  private static final java.lang.management.ThreadMXBean CPU = java.lang.management.ManagementFactory.getThreadMXBean();

  private AdmissionBench() {}

  public static void main(String[] args) throws Exception {
    ConfigFolder folder = new ConfigFolder() {
      @Override
      public Optional<String> read(String path) {
        return path.equals("p") ? Optional.of("scrape_configs: [{job_name: j}]") : Optional.empty();
      }

      @Override
      public List<String> matching(String pattern) {
        return List.of();
      }
    };
    ScrapeConfig job = new ConfigLoader(Map.of(), Set.of()).load(folder, "p").prometheus().scrapeConfigs().getFirst();
    List<List<byte[]>> targets = new ArrayList<>();
    try (var files = Files.list(RecordedScrapes.folder().orElseThrow())) {
      for (Path f : files.filter(p -> p.toString().endsWith(".gz")).sorted().toList()) {
        targets.add(RecordedScrapes.bodies(f, 30));
      }
    }
    for (int round = 0; round < 12; round++) {
      System.out.printf("fresh %6.2f M/s   warm %6.2f M/s%n", run(targets, job, 1) / 1e6, run(targets, job, Integer.MAX_VALUE) / 1e6);
    }
  }

  private static double run(List<List<byte[]>> targets, ScrapeConfig job, int bodiesPerParser) throws Exception {
    long samples = 0;
    long nanos = 0;
    for (List<byte[]> bodies : targets) {
      int n = 0;
      ExpositionParser parser = ExpositionFormat.CLASSIC_TEXT.newParser(HistogramParsing.CLASSIC_ONLY);
      SeriesAdmission admission = new SeriesAdmission(job, Labels.of("job", "j", "instance", "host:9100"), SyntheticSeries.of(SyntheticSeries.ScrapeExtras.WITHOUT_EXTRAS));
      for (byte[] body : bodies) {
        long t = CPU.getCurrentThreadCpuTime();
        if (n++ % bodiesPerParser == 0) {
          parser = ExpositionFormat.CLASSIC_TEXT.newParser(HistogramParsing.CLASSIC_ONLY);
          admission = new SeriesAdmission(job, Labels.of("job", "j", "instance", "host:9100"), SyntheticSeries.of(SyntheticSeries.ScrapeExtras.WITHOUT_EXTRAS));
        }
        samples += parser.parse(body, body.length, admission).scraped();
        admission.table();
        nanos += CPU.getCurrentThreadCpuTime() - t;
        if (bodiesPerParser == 1 && n > 10) {
          break;
        }
      }
    }
    return samples * 1e9 / nanos;
  }
}
