package dev.narthex.jobs.alert.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.log.LogKey;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.SortRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableNotificationLogTest {
  /** Nobody else removes it. */
  @Test
  void anEntryTellsTheTableWhenToDropIt() {
    Instant end = Instant.parse("2026-01-06T12:00:00Z");
    MemoryControlState state = new MemoryControlState();
    TableStores.of(state, "default", () -> end).log().put(new LogEntry(new LogKey("{}:{}", "team", "webhook", "0"), end.minusSeconds(60), Set.of(), Set.of(), Map.of(), end));
    List<ControlItem> items = Stream.iterate(0, i -> i < 16, i -> i + 1).flatMap(i -> state.read(SortRange.all("default#log#" + Integer.toHexString(i))).stream()).toList();
    assertThat(items).singleElement().satisfies(item -> assertThat(item.expiresAtSeconds()).isEqualTo(end.getEpochSecond()));
  }
}
