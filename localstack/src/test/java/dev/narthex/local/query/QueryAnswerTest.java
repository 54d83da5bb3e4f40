package dev.narthex.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QueryAnswerTest {
  private static String table(String json) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new AnswerTable(ZoneOffset.UTC).print(QueryAnswer.parse(json.getBytes(StandardCharsets.UTF_8)), out);
    out.flush();
    return text.toString();
  }

  @Test
  void vectorsAreOneLineASeries() throws IOException {
    String table =
        table(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\\\"b\"},\"value\":[1795132800.5,\"1\"]},"
                + "{\"metric\":{},\"histogram\":[1795132801,{\"count\":\"3\",\"sum\":\"4.5\",\"buckets\":[[0,\"1\",\"2\",\"3\"]]}]}]},\"warnings\":[\"mind\"]}");
    assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("SERIES VALUE TIME", "up{job=\"a\\\"b\"} 1 2026-11-20 00:00:00", "{} {count:3, sum:4.5} 2026-11-20 00:00:01", "note: mind");
  }

  @Test
  void rangesAreOneLineATime() throws IOException {
    assertThat(
            table(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"a\":\"1\"},\"values\":[[1795132800,\"1\"],[1795132860,\"2\"]]},"
                    + "{\"metric\":{\"a\":\"2\"},\"values\":[[1795132860,\"30\"]]}]}}"))
        .isEqualTo(
            """
            #1 {a="1"}
            #2 {a="2"}
            TIME                 #1  #2
            2026-11-20 00:00:00  1
            2026-11-20 00:01:00  2   30
            """);
  }

  @Test
  void errorsAndScalarsAreRead() throws IOException {
    assertThat(QueryAnswer.parse("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"}".getBytes(StandardCharsets.UTF_8)).error()).isEqualTo("no");
    assertThat(table("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}")).isEqualTo("7\n");
    assertThatThrownBy(() -> QueryAnswer.parse("<html>".getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
  }

  @Test
  void timesAsPeopleWriteThem() {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    assertThat(QueryTime.parse("now", now)).isEqualTo(now);
    assertThat(QueryTime.parse("-1h30m", now)).isEqualTo(Instant.parse("2026-11-20T08:30:00Z"));
    assertThat(QueryTime.parse("1795132800.5", now)).isEqualTo(Instant.parse("2026-11-20T00:00:00.500Z"));
    assertThat(QueryTime.parse("2026-11-20T01:00:00+01:00", now)).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    assertThatThrownBy(() -> QueryTime.parse("yesterday", now)).hasMessageStartingWith("\"yesterday\" is no time");
  }
}
