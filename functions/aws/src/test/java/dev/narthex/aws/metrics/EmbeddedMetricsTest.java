package dev.narthex.aws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.metrics.MetricsRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
  private final MetricsRegistry registry = new MetricsRegistry();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final EmbeddedMetrics metrics = new EmbeddedMetrics(registry, "narthex-scrape", () -> Instant.ofEpochMilli(1_795_132_800_000L), new PrintStream(log, true, StandardCharsets.UTF_8));

  private String written() {
    String text = log.toString(StandardCharsets.UTF_8);
    log.reset();
    return text.strip();
  }

  @Test
  void aLineHoldsWhatGrewSinceTheLast() {
    registry.counter("narthex_scrape_samples_total", "x").add(120);
    registry.counters("narthex_jobs_total", "x", "job", "outcome").with("scrape", "failed").increment();
    registry.counters("narthex_jobs_total", "x", "job", "outcome").with("scrape", "done").add(7);
    metrics.write();
    assertThat(written()).isEqualTo("{\"_aws\":{\"Timestamp\":1795132800000,\"CloudWatchMetrics\":[{\"Namespace\":\"Narthex\",\"Dimensions\":[[\"Function\"]],"
        + "\"Metrics\":[{\"Name\":\"FailedJobs\",\"Unit\":\"Count\"},{\"Name\":\"Samples\",\"Unit\":\"Count\"}]}]},\"Function\":\"narthex-scrape\",\"FailedJobs\":1.0,\"Samples\":120.0}");
    registry.counter("narthex_scrape_samples_total", "x").add(5);
    metrics.heartbeat();
    metrics.write();
    assertThat(written()).endsWith("\"Ticks\":1.0,\"Samples\":5.0}").doesNotContain("FailedJobs");
    metrics.write();
    assertThat(written()).isEmpty();
  }

  @Test
  void alarmsAndDashboardNameOnlyWhatIsWritten() throws IOException {
    Path infra = Path.of("").toAbsolutePath();
    while (infra != null && !Files.isDirectory(infra.resolve("infra/modules"))) {
      infra = infra.getParent();
    }
    assertThat(infra).as("a folder with infra/ above this module").isNotNull();
    TreeSet<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(infra.resolve("infra/modules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tf")).toList()) {
        Matcher own = Pattern.compile("metric = \"([A-Za-z]+)\"|\\[\"([A-Z][A-Za-z]+)\", \"(?:scrape|rules|flush|tick)\"\\]").matcher(Files.readString(file));
        while (own.find()) {
          named.add(own.group(1) == null ? own.group(2) : own.group(1));
        }
      }
    }
    assertThat(Arrays.stream(OwnMetric.values()).map(OwnMetric::title)).containsAll(named);
    assertThat(named).contains("MissedTicks", "FailedNotifications");
  }
}
