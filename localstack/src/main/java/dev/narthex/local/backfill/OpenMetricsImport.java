package dev.narthex.local.backfill;

import dev.narthex.ingest.exposition.ExpositionException;
import dev.narthex.ingest.exposition.OpenMetricsFile;
import dev.narthex.ingest.exposition.SeriesResolver;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;

/**
 * Imports an OpenMetrics text whose samples carry timestamps. A file that fits is read once and held in memory; a larger one is
 * surveyed first and read in passes, a few days or a part of the series each, so memory stays bounded however large the file.
 */
public final class OpenMetricsImport {
  private final BlockSink sink;
  private final InstantSource clock;
  private final long memoryLimit;

  /** Takes finished blocks. */
  interface BlockSink {
    /** Stores and catalogues a block; false when it was there already. */
    boolean store(BackfillWindow window, BackfillBlock.Built block);
  }

  /**
   * What an import did.
   *
   * @param samples that the blocks hold
   * @param series by block, added up
   * @param blocks in the catalogue now
   * @param newBlocks of them written by this import
   * @param bytes of all blocks
   * @param oldest epoch milliseconds of the first window; 0 when there is none
   */
  public record Report(long samples, long series, int blocks, int newBlocks, long bytes, long oldest) {
    private static final Report NOTHING = new Report(0, 0, 0, 0, 0, 0);

    private Report plus(BackfillWindow window, BackfillBlock.Built block, boolean isNew) {
      return new Report(
          samples + block.samples(), series + block.series(), blocks + 1, newBlocks + (isNew ? 1 : 0), bytes + block.bytes().length,
          blocks == 0 ? window.from() : Math.min(oldest, window.from()));
    }
  }

  /** An import into the stores of a tenant; {@code memoryLimit}: samples to hold at a time, about 30 bytes each. */
  public static OpenMetricsImport into(ObjectStore objects, Catalog catalog, String tenant, InstantSource clock, long memoryLimit) {
    return new OpenMetricsImport(new StoredBlocks(objects, catalog, clock, tenant), clock, memoryLimit);
  }

  /**
   * @param memoryLimit samples to hold at a time
   */
  OpenMetricsImport(BlockSink sink, InstantSource clock, long memoryLimit) {
    this.sink = sink;
    this.clock = clock;
    this.memoryLimit = memoryLimit;
  }

  /**
   * Imports a file.
   *
   * @param progress told now and then which part of the work is done, 0 to 1
   * @throws ExpositionException when the file breaks the format; nothing of it is imported, unless it is too large for one pass
   */
  public Report run(Path file, DoubleConsumer progress) throws IOException, ExpositionException {
    long now = clock.millis();
    Collector all = new Collector(Survey.Pass.EVERYTHING, memoryLimit);
    try {
      read(file, all, part -> progress.accept(part * 0.7));
      return write(all, now, Report.NOTHING, part -> progress.accept(0.7 + part * 0.3));
    } catch (TooManySamples tooMany) {
      return inPasses(file, now, progress);
    }
  }

  private Report inPasses(Path file, long now, DoubleConsumer progress) throws IOException, ExpositionException {
    Survey survey = new Survey();
    read(file, survey, part -> progress.accept(part * 0.1));
    List<Survey.Pass> passes = survey.passes(memoryLimit);
    Report report = Report.NOTHING;
    for (int i = 0; i < passes.size(); i++) {
      double base = 0.1 + 0.9 * i / passes.size();
      double share = 0.9 / passes.size();
      Collector some = new Collector(passes.get(i), Long.MAX_VALUE);
      read(file, some, part -> progress.accept(base + share * 0.7 * part));
      report = write(some, now, report, part -> progress.accept(base + share * (0.7 + 0.3 * part)));
    }
    return report;
  }

  private static void read(Path file, OpenMetricsFile.Sink sink, DoubleConsumer progress) throws IOException, ExpositionException {
    double size = Math.max(1, Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      new OpenMetricsFile().read(in, sink, bytes -> progress.accept(Math.min(1, bytes / size)));
    }
  }

  private Report write(Collector collected, long now, Report before, DoubleConsumer progress) {
    collected.series.forEach(SeriesBuffer::settle);
    TreeSet<BackfillWindow> windows = new TreeSet<>(java.util.Comparator.comparingLong(BackfillWindow::from));
    for (SeriesBuffer series : collected.series) {
      for (int i = 0; i < series.size(); ) {
        BackfillWindow window = BackfillWindow.of(series.time(i), now);
        windows.add(window);
        i = series.firstAt(window.before());
      }
    }
    Report report = before;
    int done = 0;
    for (BackfillWindow window : windows) {
      BackfillBlock block = new BackfillBlock(window);
      collected.series.forEach(block::add);
      BackfillBlock.Built built = block.build();
      report = report.plus(window, built, sink.store(window, built));
      progress.accept((double) ++done / windows.size());
    }
    return report;
  }

  /** The file has more samples than are held at a time. */
  private static final class TooManySamples extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySamples() {
      super("too many samples for one pass", null, false, false);
    }
  }

  /** Holds the samples of one pass. */
  private static final class Collector implements OpenMetricsFile.Sink {
    private final List<SeriesBuffer> series = new ArrayList<>();
    private final Survey.Pass pass;
    private final long limit;
    private long samples;

    Collector(Survey.Pass pass, long limit) {
      this.pass = pass;
      this.limit = limit;
    }

    @Override
    public int series(Labels labels, MetricMetadata metadata) {
      if (!pass.takes(labels)) {
        return SeriesResolver.DROPPED;
      }
      series.add(new SeriesBuffer(labels, metadata));
      return series.size() - 1;
    }

    @Override
    public void sample(int of, long timestamp, double value, long mantissa, byte exponent) {
      if (timestamp >= pass.from() && timestamp < pass.before()) {
        if (++samples > limit) {
          throw new TooManySamples();
        }
        series.get(of).add(timestamp, value, mantissa, exponent);
      }
    }

    @Override
    public void exemplar(int of, Exemplar exemplar) {
      series.get(of).add(exemplar);
    }
  }
}
