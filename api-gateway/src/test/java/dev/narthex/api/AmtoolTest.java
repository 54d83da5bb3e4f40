package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alertmanager's own command line against our API v2; skipped, and said so, where it is not installed. */
class AmtoolTest {
  private InstalledTool amtool;
  private NettyServer server;

  @BeforeEach
  void start() {
    amtool = InstalledTool.orSkip("amtool", "prometheus-alertmanager");
    server = new NettyServer(SamplePorts.routing(InstantSource.system()));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void addsAlertsAndSilencesThem() throws Exception {
    assertThat(amtool("alert", "add", "Down", "job=api", "severity=page", "--annotation=summary=it, is {down}")).isEmpty();
    assertThat(amtool("alert", "query", "-o", "simple", "job=~a.*", "severity!=info")).contains("Down").contains("it, is {down}").contains("active");
    String id = amtool("silence", "add", "job=api", "--author=me", "--comment=maintenance", "--duration=1h").strip();
    assertThat(amtool("silence", "query", "-q")).contains(id);
    assertThat(amtool("alert", "query", "-o", "simple")).doesNotContain("Down");
    assertThat(amtool("alert", "query", "--silenced", "-o", "simple")).contains("Down").contains("suppressed");
    assertThat(amtool("silence", "expire", id)).isEmpty();
    assertThat(amtool("silence", "query", "-q")).doesNotContain(id);
    assertThat(amtool("silence", "query", "--expired", "-q")).contains(id);
    assertThat(amtool("alert", "query", "-o", "simple")).contains("Down");
  }

  @Test
  void showsConfigAndCluster() throws Exception {
    assertThat(amtool("config", "show")).contains("receiver: team");
    assertThat(amtool("cluster", "show")).contains("disabled");
    assertThat(amtool("config", "routes", "test", "job=api")).contains("team");
  }

  private String amtool(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--alertmanager.url=" + server.uri(), "--no-version-check"));
    all.addAll(List.of(arguments));
    return amtool.run(all.toArray(String[]::new));
  }
}
