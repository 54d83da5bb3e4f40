package dev.narthex.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSetOrderTest {
  private static Alert alert(Labels labels) {
    return new Alert(labels, Labels.empty(), Instant.EPOCH, Instant.MAX, "", Instant.EPOCH, Alert.EndsBy.SENDER);
  }

  @Test
  void fewerLabelsThenTheFirstDifference() {
    List<Labels> sorted =
        List.of(Labels.empty(), Labels.of("z", "1"), Labels.of("z", "2"), Labels.of("b", "9", "c", "9"), Labels.of("a", "1", "c", "1"), Labels.of("a", "1", "b", "2"), Labels.of("a", "2", "b", "1"));
    assertThat(sorted.reversed().stream().sorted(LabelSetOrder.INSTANCE).toList()).isEqualTo(sorted);
    assertThat(LabelSetOrder.INSTANCE.compare(Labels.of("a", "1"), Labels.of("a", "1"))).isZero();
  }

  @Test
  void alertsGoByJobAndInstanceAndThoseWithoutComeLast() {
    List<Labels> sorted =
        List.of(
            Labels.of("x", "1", "job", "a", "instance", "1"), Labels.of("job", "a", "instance", "2"), Labels.of("job", "a"), Labels.of("job", "b", "instance", "1"),
            Labels.of("instance", "1"), Labels.of("x", "1"));
    assertThat(sorted.reversed().stream().map(LabelSetOrderTest::alert).sorted(NotificationOrder.byLabels()).map(Alert::labels).toList()).isEqualTo(sorted);
  }
}
