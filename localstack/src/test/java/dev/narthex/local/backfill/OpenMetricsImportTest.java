package dev.narthex.local.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.exposition.ExpositionException;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MemoryObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMetricsImportTest {
  private static final long DAY = 86_400;
  private static final long START = 1_795_132_800L; // a midnight

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochSecond(START + 3 * DAY + 5 * 3600));
  private final MemoryObjectStore objects = new MemoryObjectStore(clock);
  private final MemoryCatalog catalog = new MemoryCatalog();

  /** Three days and a bit of two instances, a sample every ten minutes. */
  private Path file() throws Exception {
    StringBuilder text = new StringBuilder("# TYPE work counter\n");
    for (int instance = 0; instance < 2; instance++) {
      for (long t = START; t < START + 3 * DAY + 4 * 3600; t += 600) {
        text.append("work_total{job=\"a\",instance=\"i").append(instance).append("\"} ").append((t - START) / 600 * (instance + 1)).append(".25 ").append(t).append('\n');
      }
    }
    return Files.writeString(folder.resolve("work.om"), text.append("# EOF\n"));
  }

  private OpenMetricsImport.Report run(Path file, long memoryLimit) throws Exception {
    return OpenMetricsImport.into(objects, catalog, "default", clock, memoryLimit).run(file, part -> assertThat(part).isBetween(0.0, 1.0));
  }

  private TreeMap<Long, Double> samples(String instance) {
    BlockSeriesSource source = new BlockSeriesSource(objects, catalog, clock, 30 * DAY * 1000, "default", new ReadCache(1 << 20), ReadListener.NONE);
    TreeMap<Long, Double> samples = new TreeMap<>();
    List<LabelMatcher> matchers = List.of(LabelMatcher.equal(Labels.METRIC_NAME, "work_total"), LabelMatcher.equal("instance", instance));
    try (SeriesGroups groups = source.select(new Selection(matchers, TimeRange.closed(0, clock.millis()), SelectHints.none()))) {
      while (groups.advance()) {
        long[] times = groups.current().timestamps();
        double[] values = ((Column.Floats) groups.current().column(0)).values();
        for (int i = 0; i < times.length; i++) {
          samples.put(times[i], values[i]);
        }
      }
    }
    return samples;
  }

  private void check() {
    TreeMap<Long, Double> samples = samples("i1");
    assertThat(samples).hasSize(3 * 144 + 24);
    samples.forEach((t, v) -> assertThat(v).isEqualTo(Double.parseDouble((t / 1000 - START) / 600 * 2 + ".25")));
  }

  @Test
  void wholeDaysBecomeLevelThreeTheRestLevelTwoAndTwiceIsOnce() throws Exception {
    Path file = file();
    OpenMetricsImport.Report report = run(file, 1_000_000);
    assertThat(report.samples()).isEqualTo(2 * (3 * 144 + 24));
    assertThat(report.blocks()).isEqualTo(3 + 2);
    assertThat(report.newBlocks()).isEqualTo(5);
    check();
    assertThat(run(file, 1_000_000).newBlocks()).isZero();
    check();
  }

  @Test
  void aFileThatDoesNotFitIsReadInPasses() throws Exception {
    OpenMetricsImport.Report report = run(file(), 150);
    assertThat(report.samples()).isEqualTo(2 * (3 * 144 + 24));
    check();
  }

  @Test
  void aBrokenFileLeavesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.om"), "a 1 1795132800\na one 1795132810\n# EOF\n");
    assertThatThrownBy(() -> run(file, 1_000)).isInstanceOf(ExpositionException.class).hasMessageStartingWith("line 2: ");
    assertThat(catalog.everything()).isEmpty();
  }
}
