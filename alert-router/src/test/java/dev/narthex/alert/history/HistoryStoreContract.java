package dev.narthex.alert.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link HistoryStore} does. */
public abstract class HistoryStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = NOON.plus(Duration.ofDays(30));

  /** An empty store for each test. */
  protected abstract HistoryStore store();

  private static HistoryEntry entry(Instant at, String receiver, String host) {
    return new HistoryEntry(
        at, "group/1/i/" + receiver + host, "{}:{}", Labels.of("a", "b"), receiver, "webhook", "http://x", NotifyReason.REPEAT_INTERVAL_ELAPSED, HistoryEntry.Outcome.DELIVERED, 2,
        HistoryEntry.Certainty.MAY_REPEAT, "200 ok", at.minusSeconds(1), 1, 0, List.of(new HistoryEntry.Told(Labels.of("host", host), HistoryEntry.Status.FIRING)));
  }

  private static HistoryQuery between(Instant from, Instant to) {
    return new HistoryQuery(from, to, Optional.empty(), List.of(), 100);
  }

  @Test
  void entriesAreFoundByTimeNewestFirst() {
    HistoryStore store = store();
    HistoryEntry yesterday = entry(NOON.minus(Duration.ofDays(1)), "r", "a");
    HistoryEntry noon = entry(NOON, "r", "b");
    HistoryEntry tomorrow = entry(NOON.plus(Duration.ofDays(1)), "r", "c");
    List.of(noon, tomorrow, yesterday).forEach(e -> store.add(e, LATER));
    assertThat(store.find(between(NOON.minus(Duration.ofDays(2)), LATER))).containsExactly(tomorrow, noon, yesterday);
    assertThat(store.find(between(NOON, NOON.plusSeconds(1)))).containsExactly(noon);
    assertThat(store.find(between(NOON.minusSeconds(1), NOON))).isEmpty();
    assertThat(store.find(between(NOON, NOON))).as("an empty time").isEmpty();
    assertThat(store.find(between(NOON.plus(Duration.ofDays(900)), NOON.plus(Duration.ofDays(901))))).as("a time to come").isEmpty();
    assertThat(store.find(between(Instant.EPOCH.minusSeconds(1), NOON.plusNanos(1)))).as("to the nanosecond").containsExactly(noon, yesterday);
    assertThat(store.find(new HistoryQuery(NOON.minus(Duration.ofDays(2)), LATER, Optional.empty(), List.of(), 1))).containsExactly(tomorrow);
  }

  @Test
  void entriesAreFoundByReceiverAndAlert() {
    HistoryStore store = store();
    store.add(entry(NOON, "r", "a"), LATER);
    store.add(entry(NOON, "s", "a"), LATER);
    store.add(entry(NOON, "s", "b"), LATER);
    assertThat(store.find(new HistoryQuery(NOON, LATER, Optional.of("r"), List.of(), 10))).containsExactly(entry(NOON, "r", "a"));
    assertThat(store.find(new HistoryQuery(NOON, LATER, Optional.of("s"), List.of(LabelMatcher.equal("host", "b")), 10))).containsExactly(entry(NOON, "s", "b"));
  }

  @Test
  void theSameEntryTwiceIsOne() {
    HistoryStore store = store();
    store.add(entry(NOON, "r", "a"), LATER);
    store.add(entry(NOON, "r", "a"), LATER);
    assertThat(store.find(between(NOON, LATER))).hasSize(1);
  }
}
