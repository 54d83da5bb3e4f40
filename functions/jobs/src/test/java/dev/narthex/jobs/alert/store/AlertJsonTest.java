package dev.narthex.jobs.alert.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.group.Member;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts come back as they were put, whoever wrote them. */
class AlertJsonTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000000001Z");

  private static Alert alert(String text, Alert.EndsBy by) {
    return new Alert(Labels.of("alertname", text, "n" + text, "v"), Labels.of("summary", text), NOON, Instant.EPOCH.minusSeconds(1), text, NOON.plusMillis(5), by);
  }

  @Test
  void theTextIsThis() {
    byte[] bytes = AlertJson.bytes(alert("a", Alert.EndsBy.TIMEOUT), List.of("g1", "g2"));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"labels\":{\"alertname\":\"a\",\"na\":\"v\"},\"annotations\":{\"summary\":\"a\"},\"start\":[1767355200,1],\"end\":[-1,0],"
                + "\"updated\":[1767355200,5000001],\"url\":\"a\",\"by\":\"timeout\",\"groups\":[\"g1\",\"g2\"]}");
  }

  @Test
  void anyTextComesBack() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < Character.MIN_SURROGATE; c += 7) {
      all.append((char) c);
    }
    for (String text : List.of("a", "\u0000\n\t\"\\/\u007f", "имя", "日本", "😀", all.toString(), "x".repeat(4_000))) {
      for (Alert.EndsBy by : Alert.EndsBy.values()) {
        Alert alert = alert(text, by);
        assertThat(AlertJson.alert(StateJson.read(AlertJson.bytes(alert)))).isEqualTo(alert);
        Map<?, ?> tree = StateJson.read(AlertJson.bytes(alert, List.of("g")));
        assertThat(AlertJson.alert(tree)).isEqualTo(alert);
        assertThat(StateJson.texts(tree, "groups")).containsExactly("g");
      }
    }
  }

  @Test
  void inATreeItIsTheSameText() {
    for (String text : List.of("a", "имя", "日本", "😀", "\u0000\n\"\\")) {
      Alert alert = alert(text, Alert.EndsBy.TIMEOUT);
      Map<?, ?> tree = StateJson.read(StateJson.write(Map.of("list", List.of(AlertJson.written(alert), AlertJson.written(new Member(alert, 7))))));
      List<?> list = StateJson.list(tree, "list");
      assertThat(list).allSatisfy(item -> assertThat(AlertJson.alert((Map<?, ?>) item)).isEqualTo(alert));
      assertThat(StateJson.number((Map<?, ?>) list.getLast(), "version")).isEqualTo(7);
    }
  }
}
