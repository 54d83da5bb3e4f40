package dev.narthex.alert.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link NotificationLog} does. */
public abstract class NotificationLogContract {
  private static final LogKey KEY = new LogKey("{}:{alertname=\"Ü\"}", "team", "webhook", "0");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** An empty log for each test. */
  protected abstract NotificationLog log();

  private static LogEntry entry(int second) {
    Instant at = NOON.plusSeconds(second);
    return new LogEntry(KEY, at, Set.of(new Fingerprint(-1), new Fingerprint(second)), Set.of(new Fingerprint(7)), Map.of("ts", "1.5"), at.plusSeconds(3600));
  }

  @Test
  void whatIsPutIsReadBack() {
    NotificationLog log = log();
    assertThat(log.get(KEY, NOON)).isEmpty();
    assertThat(log.put(entry(0))).isTrue();
    assertThat(log.get(KEY, NOON)).contains(entry(0));
    assertThat(log.get(new LogKey(KEY.groupKey(), KEY.receiver(), KEY.integration(), "1"), NOON)).isEmpty();
  }

  @Test
  void theNewestFlushWins() {
    NotificationLog log = log();
    assertThat(log.put(entry(10))).isTrue();
    assertThat(log.put(entry(5))).isFalse();
    assertThat(log.get(KEY, NOON)).contains(entry(10));
    assertThat(log.put(entry(10))).as("the same flush again").isTrue();
    assertThat(log.put(entry(11))).isTrue();
  }

  @Test
  void anExpiredEntryIsNotSeen() {
    NotificationLog log = log();
    log.put(entry(0));
    assertThat(log.get(KEY, NOON.plusSeconds(3599))).isPresent();
    assertThat(log.get(KEY, NOON.plusSeconds(3600))).isEmpty();
    log.collect(NOON.plusSeconds(3600));
    assertThat(log.get(KEY, NOON.plusSeconds(3600))).isEmpty();
  }

  @Test
  void anEntryThatHasNotExpiredIsNotCollected() {
    NotificationLog log = log();
    log.put(entry(0));
    log.collect(NOON.plusSeconds(3599));
    assertThat(log.get(KEY, NOON.plusSeconds(3599))).contains(entry(0));
  }
}
