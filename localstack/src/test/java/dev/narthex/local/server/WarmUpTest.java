package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.status.BuildInfo;
import dev.narthex.net.AddressPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void leavesNoTraceInTheMetricsAndEndsWithTheServer() throws Exception {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    LocalNarthex.Options options =
        new LocalNarthex.Options(
            config, folder.resolve("data"), new ListenAddress("127.0.0.1", 0), AddressPolicy.Scope.LOOPBACK, "here", LocalNarthex.Work.QUERIES, (environment, at) -> Map.of());
    WarmUp warmUp;
    try (LocalNarthex narthex = LocalNarthex.start(options, new BuildInfo("", "", "", ""), InstantSource.system())) {
      warmUp = narthex.warmUp(WarmUp.Effort.START);
      while (warmUp.asked() < 10) {
        assertThat(warmUp.await(Duration.ofMillis(5))).isFalse();
      }
      assertThat(metrics(narthex.port())).doesNotContainPattern("prometheus_engine_query_samples_total [1-9]").doesNotContain("handler=\"/api/v1/query");
    }
    assertThat(warmUp.await(PATIENCE)).isTrue();
  }

  private static String metrics(int port) throws IOException {
    try (InputStream body = URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
