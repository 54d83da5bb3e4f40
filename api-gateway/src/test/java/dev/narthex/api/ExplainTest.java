package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.HttpExchange.Request;
import dev.narthex.api.HttpExchange.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code explain=true}: the usual answer with one member more. */
class ExplainTest {
  private static final String QUERY = HttpContract.escape("sum by (code) (rate(http_requests_total[5m]))");

  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = new NettyServer(SamplePorts.evaluating());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String get(String target) throws Exception {
    Response response = server.send(Request.get(target));
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return response.text();
  }

  /** Times vary. */
  private static String timeless(String text) {
    return text.replaceAll("\"milliseconds\":[0-9.E-]+", "\"milliseconds\":0");
  }

  @Test
  void addsThePlanAndThePriceToTheAnswer() throws Exception {
    String target = "/api/v1/query?query=" + QUERY + "&time=" + SamplePorts.NOW.getEpochSecond();
    String plain = get(target);
    String explained = get(target + "&explain=true");
    assertThat(timeless(explained))
        .isEqualTo(
            plain.substring(0, plain.length() - 2)
                + ",\"explain\":{\"plan\":"
                + "{\"operation\":\"result\",\"detail\":\"instant vector\",\"series\":2,\"samples\":2,\"gets\":0,\"bytes\":0,\"milliseconds\":0,\"children\":["
                + "{\"operation\":\"sum\",\"detail\":\"by (code)\",\"series\":2,\"samples\":2,\"gets\":0,\"bytes\":0,\"milliseconds\":0,\"children\":["
                + "{\"operation\":\"rate\",\"detail\":\"\",\"series\":3,\"samples\":3,\"gets\":0,\"bytes\":0,\"milliseconds\":0,\"children\":["
                + "{\"operation\":\"select\",\"detail\":\"http_requests_total[5m]\",\"series\":3,\"samples\":15,\"gets\":0,\"bytes\":0,\"milliseconds\":0,\"children\":[]}]}]}]},"
                + "\"expenses\":[{\"item\":\"queries\",\"amount\":1.0,\"dollars\":0.25}],\"dollars\":0.25}}}");
  }

  @Test
  void explainsRangesBesideStatistics() throws Exception {
    long now = SamplePorts.NOW.getEpochSecond();
    assertThat(get("/api/v1/query_range?query=" + QUERY + "&start=" + (now - 120) + "&end=" + now + "&step=60&stats=true&explain=1"))
        .contains("\"stats\":{\"timings\":", ",\"explain\":{\"plan\":{\"operation\":\"result\",\"detail\":\"instant vector\",\"series\":2,\"samples\":6,");
  }

  @Test
  void refusesAnythingButTrueOrFalse() throws Exception {
    assertThat(get("/api/v1/query?query=1&explain=false")).doesNotContain("explain");
    assertThat(server.send(Request.get("/api/v1/query?query=1&explain=maybe")).text())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\"explain\\\": must be true or false, not \\\"maybe\\\"\"}");
  }
}
