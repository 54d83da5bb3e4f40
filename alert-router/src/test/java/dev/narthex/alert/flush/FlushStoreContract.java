package dev.narthex.alert.flush;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link FlushStore} does. */
public abstract class FlushStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.001Z");

  /** An empty store for each test. */
  protected abstract FlushStore store();

  private static Alert alert(int i) {
    return new Alert(Labels.of("alertname", "имя " + i), Labels.of("n", Integer.toHexString(i * 31)), NOON, NOON.plusSeconds(i), "g", NOON.plusNanos(7), Alert.EndsBy.SENDER);
  }

  private static Snapshot snapshot(long seq, int alerts) {
    List<Alert> passing = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      passing.add(alert(i));
    }
    return new Snapshot(
        "group", new OpenFlush(seq, NOON, NOON.plusSeconds(30)), passing, List.of(new Member(alert(0), 3)), Map.of("i1", NotifyReason.FIRST_NOTIFICATION, "i2", NotifyReason.NEW_ALERTS_ADDED));
  }

  private static Work work(int attempts, Work.Stage stage, long version) {
    return new Work("group", "i1", 5, attempts, stage, NOON, "me", version);
  }

  @Test
  void aSnapshotIsReadBackUntilItIsRemoved() {
    FlushStore store = store();
    assertThat(store.snapshot("group", 5)).isEmpty();
    store.put(snapshot(5, 2));
    store.put(snapshot(6, 0));
    store.put(snapshot(5, 3));
    assertThat(store.snapshot("group", 5)).contains(snapshot(5, 3));
    assertThat(store.snapshot("group", 6)).contains(snapshot(6, 0));
    store.remove("group", 5);
    store.remove("group", 5);
    assertThat(store.snapshot("group", 5)).isEmpty();
    assertThat(store.snapshot("group", 6)).isPresent();
  }

  @Test
  void aSnapshotMayHoldThousandsOfAlerts() {
    FlushStore store = store();
    store.put(snapshot(5, 10_000));
    assertThat(store.snapshot("group", 5)).contains(snapshot(5, 10_000));
    store.put(snapshot(5, 1));
    assertThat(store.snapshot("group", 5)).contains(snapshot(5, 1));
  }

  @Test
  void workNeedsTheVersionBefore() {
    FlushStore store = store();
    assertThat(store.work("group", List.of("i1"))).isEmpty();
    assertThat(store.put(work(1, Work.Stage.SENDING, 1))).isTrue();
    assertThat(store.put(work(1, Work.Stage.SENDING, 1))).isFalse();
    assertThat(store.put(work(1, Work.Stage.WAITING, 2))).isTrue();
    assertThat(store.work("group", List.of("i1", "i2"))).isEqualTo(Map.of("i1", work(1, Work.Stage.WAITING, 2)));
  }
}
