package dev.narthex.alert.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryNotificationLogTest extends NotificationLogContract {
  private final MemoryNotificationLog log = new MemoryNotificationLog();

  @Override
  protected NotificationLog log() {
    return log;
  }

  @Test
  void whatIsCollectedIsGone() {
    LogKey key = new LogKey("{}:{}", "team", "webhook", "0");
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    log.put(new LogEntry(key, noon, Set.of(), Set.of(), Map.of(), noon.plusSeconds(60)));
    log.collect(noon.plusSeconds(60));
    assertThat(log.get(key, noon)).isEmpty();
  }
}
