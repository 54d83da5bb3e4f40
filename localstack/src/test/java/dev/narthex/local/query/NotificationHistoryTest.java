package dev.narthex.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationHistoryTest {
  @Test
  void printsALineAnEntry() throws Exception {
    String json =
        "[{\"at\":\"2026-11-24T11:59:00.250Z\",\"receiver\":\"team\",\"integration\":\"webhook\",\"outcome\":\"delivered\",\"reason\":\"first notification\","
            + "\"attempt\":2,\"mayRepeat\":true,\"answer\":\"200 OK\",\"groupLabels\":{\"alertname\":\"Down\",\"job\":\"api\"},\"firing\":1,\"resolved\":0,"
            + "\"alerts\":[{\"labels\":{\"alertname\":\"Down\"},\"status\":\"firing\"}]}]";
    assertThat(print(json))
        .isEqualTo(
            """
            TIME                 RECEIVER      OUTCOME                REASON              FIRING  RESOLVED  GROUP                   ANSWER
            2026-11-24 11:59:00  team/webhook  delivered, may repeat  first notification  1       0         alertname=Down job=api  200 OK
            """);
    assertThat(print("[]")).isEqualTo("no notifications\n");
  }

  @Test
  void asksWithEscapes() {
    NotificationHistory.Question question =
        new NotificationHistory.Question(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), "a b", List.of("job=~\"x|y\""), 5);
    assertThat(question.query()).isEqualTo("start=1970-01-01T00:00:00Z&end=1970-01-01T00:01:00Z&limit=5&receiver=a+b&filter=job%3D%7E%22x%7Cy%22");
  }

  private static String print(String json) throws Exception {
    StringWriter text = new StringWriter();
    NotificationHistory.parse(json).print(new PrintWriter(text), ZoneOffset.UTC);
    return text.toString().replace("\r", "");
  }
}
