package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prometheus' own command line against our server; skipped, and said so, where it is not installed. */
class PromtoolTest {
  private static final long NOW = SamplePorts.NOW.getEpochSecond();

  private static InstalledTool promtool;
  private static NettyServer server;

  @BeforeAll
  static void start() {
    promtool = InstalledTool.orSkip("promtool", "prometheus");
    server = new NettyServer(SamplePorts.evaluating());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void asksAtOneMoment() throws Exception {
    assertThat(promtool("query", "instant", "--time=" + NOW, server.uri().toString(), "up"))
        .isEqualTo("up{instance=\"a:1\", job=\"api\"} => 1 @[" + NOW + "]\n");
    assertThat(promtool("query", "instant", "--time=" + NOW, server.uri().toString(), "sum by (method, code) (rate(http_requests_total{code=~\"2..\",job!=\"x\"}[5m]))"))
        .contains("{code=\"200\", method=\"GET\"} => 0.16666666666666666 @[" + NOW + "]")
        .contains("{code=\"200\", method=\"POST\"} => 0.5 @[" + NOW + "]");
    assertThat(promtool("query", "instant", "--time=" + NOW, server.uri().toString(), "1 + 1")).isEqualTo("scalar: 2 @[" + NOW + "]\n");
  }

  @Test
  void asksOverARange() throws Exception {
    String answer = promtool("query", "range", "--start=" + (NOW - 120), "--end=" + NOW, "--step=1m", server.uri().toString(), "http_requests_total{method=\"POST\"}");
    assertThat(answer)
        .isEqualTo(
            "http_requests_total{code=\"200\", instance=\"a:1\", job=\"api\", method=\"POST\"} =>\n"
                + "1710 @[" + (NOW - 120) + "]\n1740 @[" + (NOW - 60) + "]\n1770 @[" + NOW + "]\n");
  }

  @Test
  void listsSeriesAndLabels() throws Exception {
    String start = "--start=" + (NOW - 600);
    String end = "--end=" + (NOW + 1);
    assertThat(promtool("query", "series", start, end, "--match=up{job=\"api\",instance=\"a:1\"}", server.uri().toString()))
        .isEqualTo("{__name__=\"up\", instance=\"a:1\", job=\"api\"}\n");
    assertThat(promtool("query", "labels", start, end, server.uri().toString(), "method")).isEqualTo("GET\nPOST\n");
  }

  @Test
  void showsErrors() throws Exception {
    assertThat(promtool("query", "instant", server.uri().toString(), "sum(")).contains("bad_data").contains("parse error");
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    return promtool.run(arguments);
  }
}
