package dev.narthex.alert.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AlertStore} does. */
public abstract class AlertStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");

  /** An empty store for each test. */
  protected abstract AlertStore store();

  private static StoredAlert alert(String name, long version) {
    Alert alert =
        new Alert(Labels.of("alertname", name, "имя", "\"\n\u0000"), Labels.of("summary", "v" + version), NOON, NOON.plusSeconds(60), "http://g", NOON.plusNanos(1), Alert.EndsBy.TIMEOUT);
    return new StoredAlert(alert, List.of("b", "a"), version);
  }

  private static Fingerprint of(StoredAlert stored) {
    return stored.alert().fingerprint();
  }

  @Test
  void whatIsPutIsReadBack() {
    AlertStore store = store();
    StoredAlert a = alert("a", 1);
    assertThat(store.read(List.of(of(a)))).isEmpty();
    assertThat(store.put(List.of(a, alert("b", 1)))).isEmpty();
    assertThat(store.read(List.of(of(a), of(alert("c", 1))))).containsOnlyKeys(of(a)).containsValue(a);
    assertThat(store.all()).containsExactlyInAnyOrder(a, alert("b", 1));
  }

  @Test
  void eachAlertNeedsTheVersionBefore() {
    AlertStore store = store();
    assertThat(store.put(List.of(alert("a", 2), alert("b", 1)))).containsExactly(of(alert("a", 1)));
    assertThat(store.put(List.of(alert("b", 1)))).containsExactly(of(alert("b", 1)));
    assertThat(store.put(List.of(alert("b", 2)))).isEmpty();
    assertThat(store.all()).containsExactly(alert("b", 2));
  }

  @Test
  void whatChangedIsNotRemoved() {
    AlertStore store = store();
    store.put(List.of(alert("a", 1)));
    store.put(List.of(alert("a", 2)));
    assertThat(store.remove(alert("a", 1))).isFalse();
    assertThat(store.all()).hasSize(1);
    assertThat(store.remove(alert("a", 2))).isTrue();
    assertThat(store.remove(alert("a", 2))).isFalse();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void manyAtOnce() {
    AlertStore store = store();
    List<StoredAlert> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(alert("a" + i, 1));
    }
    assertThat(store.put(many)).isEmpty();
    assertThat(store.read(many.stream().map(AlertStoreContract::of).toList())).hasSize(300);
    assertThat(store.all()).containsExactlyInAnyOrderElementsOf(many);
  }
}
