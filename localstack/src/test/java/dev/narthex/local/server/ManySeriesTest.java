package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.local.store.DataDirectory;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.net.AddressPolicy;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole Narthex that answers queries over very many series in a small heap, from fresh blocks and from compacted ones.
 *
 * <p>A quarter of a million in 128 MB; a million in 256 MB with {@code -Dnarthex.series.shards=20 -Dnarthex.series.heap=256m}, which
 * takes about a minute of CPU.
 */
class ManySeriesTest {
  private static final int SHARDS = Integer.getInteger("narthex.series.shards", 5);
  private static final String HEAP = System.getProperty("narthex.series.heap", "128m");
  private static final int TARGETS = 50;
  private static final int METRICS = 100;
  private static final int EACH = 10;
  private static final String TENANT = "default";
  /** Begins a window of five minutes. */
  private static final long TICK = 1_795_132_800_000L + 300_000;

  private static final String COUNT = "count({__name__=~\".+\"})";

  @TempDir private Path folder;

  /** The process with the small heap: asks a Narthex over HTTP, as anybody does. */
  static final class Asker {
    private Asker() {}

    public static void main(String[] args) throws Exception {
      InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(Long.parseLong(args[1])));
      Path folder = Path.of(args[0]);
      LocalNarthex.Options options =
          new LocalNarthex.Options(
              folder.resolve("prometheus.yml"), folder.resolve("data"), new ListenAddress("127.0.0.1", 0), AddressPolicy.Scope.LOOPBACK, "here", LocalNarthex.Work.QUERIES, (environment, at) -> java.util.Map.of());
      try (LocalNarthex narthex = LocalNarthex.start(options, new dev.narthex.api.status.BuildInfo("", "", "", ""), clock)) {
        for (String query : Arrays.copyOfRange(args, 2, args.length)) {
          byte[] answer = new dev.narthex.local.query.HttpQueries("http://127.0.0.1:" + narthex.port()).query("query", java.util.Map.of("query", query));
          System.out.println(new String(answer, StandardCharsets.UTF_8));
        }
      }
      System.exit(0);
    }
  }

  private static TimelineRows target(int shard, int target) {
    Labels targetLabels = Labels.of("instance", "host-" + shard + "-" + target + ".example:9100", "job", "node");
    List<Labels> labels = new ArrayList<>();
    List<MetricMetadata> metadata = new ArrayList<>();
    double[] values = new double[METRICS * EACH];
    for (int m = 0; m < METRICS; m++) {
      for (int e = 0; e < EACH; e++) {
        values[labels.size()] = target + e;
        labels.add(targetLabels.with("__name__", "metric_number_%03d_total".formatted(m)).with("device", "disk-" + e));
        metadata.add(MetricMetadata.UNKNOWN);
      }
    }
    byte[] exponents = new byte[values.length];
    Arrays.fill(exponents, (byte) -1);
    TargetIdentity identity = new TargetIdentity(shard * 1000L + target, 77);
    return new TimelineRows(
        identity, TimelineKind.SCRAPED, targetLabels, SeriesTable.of(labels, metadata), new long[] {TICK + shard * 100}, new byte[] {EntryFlag.OK},
        List.of(Row.of(values, new long[values.length], exponents)));
  }

  private void write(DataDirectory data, InstantSource clock) {
    LevelZeroWriter writer = new LevelZeroWriter(data.objects(), data.catalog(), data.state(), clock);
    for (int shard = 0; shard < SHARDS; shard++) {
      List<TimelineRows> rows = new ArrayList<>();
      for (int target = 0; target < TARGETS; target++) {
        rows.add(target(shard, target));
      }
      writer.write(TENANT, "shard-" + shard, TICK, rows, List.of());
    }
  }

  private List<String> ask(long now, String... queries) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-cp",
            System.getProperty("java.class.path"), Asker.class.getName(), folder.toString(), Long.toString(now)));
    command.addAll(List.of(queries));
    Process asker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(asker.waitFor()).as("exit code").isZero();
    return lines;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void countsThemInASmallHeap() throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    long now = TICK + 60_000;
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(now));
    try (DataDirectory data = DataDirectory.open(folder.resolve("data"), clock)) {
      write(data, clock);
    }
    assertThat(ask(now, COUNT, "{__name__=~\".+\"} * 2", "count(metric_number_007_total)"))
        .satisfiesExactly(
            all -> assertThat(all).contains("\"" + SHARDS * TARGETS * METRICS * EACH + "\""),
            tooMuch -> assertThat(tooMuch).contains("\"errorType\":\"execution\"", "query would hold more than"),
            some -> assertThat(some).contains("\"" + SHARDS * TARGETS * EACH + "\""));
    InstantSource later = InstantSource.fixed(Instant.ofEpochMilli(TICK + 400_000));
    try (DataDirectory data = DataDirectory.open(folder.resolve("data"), later)) {
      Compactor compactor = new Compactor(data.objects(), data.catalog(), later, 15L * 86_400_000, () -> 5, CompactionSettings.DEFAULT);
      assertThat(compactor.compact(TENANT, new CompactionWindow(1, TICK))).isInstanceOf(CompactionOutcome.Committed.class);
    }
    assertThat(ask(now, COUNT)).singleElement().satisfies(all -> assertThat(all).contains("\"" + SHARDS * TARGETS * METRICS * EACH + "\""));
  }
}
