package dev.narthex.api.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertBodyTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00.5Z");

  @Test
  void readsWhatPrometheusSends() {
    assertThat(
            AlertBody.read(
                """
                [{"annotations":{"summary":"full"},"endsAt":"2026-11-24T12:04:00Z","startsAt":"2026-11-24T12:00:00.5Z","generatorURL":"http://p/graph?a=b\\u0026c",
                  "labels":{"severity":"page","alertname":"Disk","é":"ü"}},
                 {"labels":{"alertname":"Other"},"startsAt":"2026-11-24T12:00:00.5Z","endsAt":"0001-01-01T00:00:00Z"}]
                """))
        .containsExactly(
            new PostedAlert(
                Labels.of("alertname", "Disk", "severity", "page", "é", "ü"),
                Labels.of("summary", "full"),
                Optional.of(START),
                Optional.of(Instant.parse("2026-11-24T12:04:00Z")),
                "http://p/graph?a=b&c"),
            new PostedAlert(Labels.of("alertname", "Other"), Labels.empty(), Optional.of(START), Optional.empty(), ""));
    assertThat(AlertBody.read("[]")).isEmpty();
  }

  @Test
  void takesWhatIsUnusualButNotWrong() {
    Labels disk = Labels.of("alertname", "Disk");
    PostedAlert bare = new PostedAlert(disk, Labels.empty(), Optional.empty(), Optional.empty(), "");
    assertThat(AlertBody.read("[{\"labels\":{\"alertname\":\"Disk\",\"empty\":\"\"},\"annotations\":null,\"startsAt\":null,\"more\":[{\"x\":1e3}]}]")).containsExactly(bare);
    assertThat(AlertBody.read("[{\"labels\":{\"alertname\":\"A\",\"alertname\":\"Disk\",\"b\":\"\",\"c\":\"1\",\"c\":\"\"}}]")).containsExactly(bare);
    assertThat(AlertBody.read("[{\"labels\":{\"x\":\"y\"},\"labels\":{\"alertname\":\"Disk\"},\"generatorURL\":null}]")).containsExactly(bare);
    assertThat(AlertBody.read("[{\"startsAt\":\"2026-11-24T14:00:00.5+02:00\"}]").getFirst().startsAt()).contains(START);
    assertThat(AlertBody.read("[{\"labels\":{\"a\\ud83d\":\"b\\ude00\"}}]").getFirst().labels()).isEqualTo(Labels.of("a\ufffd", "b\ufffd"));
  }

  @Test
  void takesAnyNumberOfLabelsInAnyOrder() {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "l" + i * 7 % 40).toList();
    String body = names.stream().map(name -> "\"" + name + "\":\"v" + name + "\"").collect(Collectors.joining(",", "[{\"labels\":{", "}}]"));
    Labels.Builder wanted = Labels.builder();
    names.forEach(name -> wanted.set(name, "v" + name));
    assertThat(AlertBody.read(body).getFirst().labels()).isEqualTo(wanted.build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}| the body must be an array of alerts",
        "[{},7]| [1] must be an object",
        "[{\"labels\":[]}]| [0].labels must be an object of strings",
        "[{},{\"startsAt\":\"now\",\"labels\":{\"a\":null}}]| [1].labels.a must be a string",
        "[{\"endsAt\":\"now\"}]| [0].endsAt must be a time such as 2026-11-24T12:00:00Z",
        "[{\"startsAt\":3}]| [0].startsAt must be a string",
        "[{\"generatorURL\":{}}]| [0].generatorURL must be a string",
        "[7] 8| something follows the JSON value in the body",
        "[] 8| something follows the JSON value in the body",
        "``| the body is empty; JSON is wanted"
      })
  void saysWhatIsWrong(String body, String sentence) {
    assertThatThrownBy(() -> AlertBody.read(body)).isInstanceOf(ApiException.class).hasMessage(sentence);
  }

  @Test
  void whatIsNoJsonIsRefusedBeforeAnythingElse() {
    assertThatThrownBy(() -> AlertBody.read("[7, {\"labels\":")).isInstanceOf(ApiException.class).hasMessageStartingWith("the body is no JSON: ");
    assertThatThrownBy(() -> AlertBody.read("[{\"labels\":{\"a\":\"b")).isInstanceOf(ApiException.class).hasMessageStartingWith("the body is no JSON: ");
    assertThatThrownBy(() -> AlertBody.read("[".repeat(30) + "]".repeat(30))).isInstanceOf(ApiException.class).hasMessageStartingWith("the body is no JSON: ");
  }
}
