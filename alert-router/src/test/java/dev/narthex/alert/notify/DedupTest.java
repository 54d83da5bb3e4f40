package dev.narthex.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.log.LogKey;
import dev.narthex.alert.notify.Dedup.Resolved;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DedupTest {
  private static final Instant FLUSH = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration REPEAT = Duration.ofHours(4);

  private static Set<Fingerprint> set(long... values) {
    return LongStream.of(values).mapToObj(Fingerprint::new).collect(Collectors.toSet());
  }

  private static Optional<LogEntry> told(Duration ago, Set<Fingerprint> firing, Set<Fingerprint> resolved) {
    return Optional.of(new LogEntry(new LogKey("g", "r", "webhook", "0"), FLUSH.minus(ago), firing, resolved, Map.of(), FLUSH.plusSeconds(60)));
  }

  private static NotifyReason decide(Optional<LogEntry> last, Set<Fingerprint> firing, Set<Fingerprint> resolved, Resolved wanted) {
    return Dedup.decide(last, FLUSH, firing, resolved, wanted, REPEAT);
  }

  @Test
  void withoutARecordOnlyWhatFiresIsTold() {
    assertThat(decide(Optional.empty(), set(1), set(), Resolved.SENT)).isEqualTo(NotifyReason.FIRST_NOTIFICATION);
    assertThat(decide(Optional.empty(), set(), set(1), Resolved.SENT)).isEqualTo(NotifyReason.NEVER_FIRED);
  }

  @Test
  void moreFiringIsToldLessIsNot() {
    assertThat(decide(told(Duration.ofMinutes(5), set(1), set()), set(1, 2), set(), Resolved.SENT)).isEqualTo(NotifyReason.NEW_ALERTS_ADDED);
    assertThat(decide(told(Duration.ofMinutes(5), set(1, 2), set()), set(1), set(), Resolved.KEPT_BACK)).isEqualTo(NotifyReason.NOTHING_NEW);
    assertThat(decide(told(Duration.ofMinutes(5), set(), set(1)), set(2), set(), Resolved.SENT)).isEqualTo(NotifyReason.FIRST_NOTIFICATION);
  }

  @Test
  void resolvedAlertsAreToldToThoseWhoWantThem() {
    assertThat(decide(told(Duration.ofMinutes(5), set(1, 2), set()), set(1), set(2), Resolved.SENT)).isEqualTo(NotifyReason.NEW_ALERTS_RESOLVED);
    assertThat(decide(told(Duration.ofMinutes(5), set(1, 2), set()), set(1), set(2), Resolved.KEPT_BACK)).isEqualTo(NotifyReason.NOTHING_NEW);
    assertThat(decide(told(Duration.ofMinutes(5), set(1, 2), set(2)), set(1), set(2), Resolved.SENT)).isEqualTo(NotifyReason.NOTHING_NEW);
  }

  @Test
  void theEndOfAllIsToldOnceEvenWhenKeptBack() {
    assertThat(decide(told(Duration.ofMinutes(5), set(1), set()), set(), set(1), Resolved.KEPT_BACK)).isEqualTo(NotifyReason.ALL_ALERTS_RESOLVED);
    assertThat(decide(told(Duration.ofMinutes(5), set(), set(1)), set(), set(1), Resolved.SENT)).isEqualTo(NotifyReason.NOTHING_NEW);
  }

  @Test
  void aRepeatComesWhenTheIntervalHasPassed() {
    assertThat(decide(told(REPEAT.minusMillis(1), set(1), set()), set(1), set(), Resolved.SENT)).isEqualTo(NotifyReason.NOTHING_NEW);
    assertThat(decide(told(REPEAT, set(1), set()), set(1), set(), Resolved.SENT)).isEqualTo(NotifyReason.REPEAT_INTERVAL_ELAPSED);
  }

  @Test
  void aFlushThatANewerOneOvertookIsHistory() {
    assertThat(decide(told(Duration.ofSeconds(-1), set(), set()), set(1), set(), Resolved.SENT)).isEqualTo(NotifyReason.OVERTAKEN);
  }

  @Test
  void theSameFlushAgainTellsNothingNew() {
    assertThat(decide(told(Duration.ZERO, set(1), set()), set(1), set(), Resolved.SENT)).isEqualTo(NotifyReason.NOTHING_NEW);
  }
}
