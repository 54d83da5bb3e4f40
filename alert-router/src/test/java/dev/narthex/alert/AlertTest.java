package dev.narthex.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert.EndsBy;
import dev.narthex.model.Labels;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertTest {
  private static final Labels LABELS = Labels.of("alertname", "Up", "job", "node");

  private static Alert alert(int start, int end, int updated, EndsBy endsBy) {
    return new Alert(LABELS, Labels.of("n", String.valueOf(updated)), Instant.ofEpochSecond(start), Instant.ofEpochSecond(end), "", Instant.ofEpochSecond(updated), endsBy);
  }

  @Test
  void mergingKeepsTheFirstStartAndTheNewestWords() {
    Alert merged = alert(10, 100, 50, EndsBy.SENDER).merge(alert(40, 120, 60, EndsBy.SENDER));
    assertThat(merged).isEqualTo(new Alert(LABELS, Labels.of("n", "60"), Instant.ofEpochSecond(10), Instant.ofEpochSecond(120), "", Instant.ofEpochSecond(60), EndsBy.SENDER));
    assertThat(alert(40, 120, 60, EndsBy.SENDER).merge(alert(10, 100, 50, EndsBy.SENDER))).isEqualTo(merged);
  }

  @Test
  void anAlertThatCameAgainLaterIsANewOne() {
    Alert again = alert(200, 300, 210, EndsBy.SENDER);
    assertThat(alert(10, 100, 100, EndsBy.SENDER).merge(again)).isEqualTo(again);
  }

  @Test
  void aMadeUpEndDoesNotShortenOneThatTheSenderGave() {
    assertThat(alert(10, 500, 50, EndsBy.SENDER).merge(alert(10, 300, 60, EndsBy.TIMEOUT)).endsAt()).isEqualTo(Instant.ofEpochSecond(500));
    assertThat(alert(10, 500, 50, EndsBy.TIMEOUT).merge(alert(10, 300, 60, EndsBy.TIMEOUT)).endsAt()).isEqualTo(Instant.ofEpochSecond(300));
  }

  @Test
  void ofTwoResolvedEndsTheLaterCounts() {
    assertThat(alert(10, 58, 50, EndsBy.SENDER).merge(alert(10, 55, 60, EndsBy.SENDER)).endsAt()).isEqualTo(Instant.ofEpochSecond(58));
  }

  @Test
  void resolvingEndsAnAlertThatWasToGoOn() {
    assertThat(alert(10, 500, 50, EndsBy.SENDER).merge(alert(10, 55, 60, EndsBy.SENDER)).endsAt()).isEqualTo(Instant.ofEpochSecond(55));
  }

  @Test
  void fingerprintsAreSixteenDigitsAndDependOnNothingButLabels() {
    assertThat(Fingerprint.of(LABELS).toString()).hasSize(16).isEqualTo(Fingerprint.of(Labels.of("job", "node", "alertname", "Up")).toString());
    assertThat(Fingerprint.of(Labels.empty())).hasToString("cbf29ce484222325");
    assertThat(Fingerprint.of(Labels.of("a", "bc"))).isNotEqualTo(Fingerprint.of(Labels.of("ab", "c")));
  }
}
