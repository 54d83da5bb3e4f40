package dev.narthex.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExplainTreeTest {
  private static String node(String operation, String detail, int figure, String children) {
    return "{\"operation\":\"" + operation + "\",\"detail\":\"" + detail + "\",\"series\":" + figure + ",\"samples\":" + 10 * figure + ",\"gets\":" + figure
        + ",\"bytes\":" + 100 * figure + ",\"milliseconds\":0.5,\"later\":[{}],\"children\":[" + children + "]}";
  }

  private static ExplainAnswer parse(String json) throws IOException {
    return ExplainAnswer.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void printsATreeAndABill() throws IOException {
    String plan = node("+", "on (job)", 1, node("rate", "", 2, node("select", "a[5m]", 3, "")) + "," + node("select", "b", 4, ""));
    ExplainAnswer answer =
        parse(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}],\"explain\":{\"plan\":" + plan
                + ",\"expenses\":[{\"item\":\"S3 GET\",\"amount\":6.0,\"dollars\":2.4E-6}],\"dollars\":2.4E-6}},\"warnings\":[\"w\"]}");
    StringWriter text = new StringWriter();
    ExplainTree.print(answer.plan().orElseThrow(), answer.expenses(), new PrintWriter(text, true));
    assertThat(text.toString())
        .isEqualTo(
            """
            PLAN                SERIES  SAMPLES  GETS  BYTES  MS
            + on (job)          1       10       1     100    0.500
            ├─ rate             2       20       2     200    0.500
            │  └─ select a[5m]  3       30       3     300    0.500
            └─ select b         4       40       4     400    0.500
            in all                               10    1000   2.000

            COST    AMOUNT  DOLLARS
            S3 GET  6       0.00000240
            in all          0.00000240
            """);
  }

  @Test
  void knowsAnAnswerWithoutAPlan() throws IOException {
    assertThat(parse("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}").plan()).isEmpty();
    assertThat(parse("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"}").error()).isEqualTo("no");
  }
}
