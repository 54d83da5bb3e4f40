package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.VirtualClock;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ControlStateContract;
import dev.narthex.tsdb.catalog.ItemKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedControlStateTest extends ControlStateContract {
  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochSecond(1_795_132_800L));
  private TableFile file;

  @BeforeEach
  void open() {
    file = new TableFile(folder.resolve("catalog.mv"));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Override
  protected ControlState state() {
    return new EmbeddedControlState(file, clock);
  }

  @Test
  void tidyDropsWhatExpired() {
    EmbeddedControlState state = new EmbeddedControlState(file, clock);
    ControlItem soon = new ControlItem(new ItemKey("p", "soon"), 0, new byte[0], clock.instant().getEpochSecond() + 10);
    ControlItem forever = ControlItem.of(new ItemKey("p", "forever"), 0, new byte[] {1});
    state.write(soon, Condition.none());
    state.write(forever, Condition.none());
    state.tidy();
    assertThat(state.read(soon.key())).contains(soon);
    clock.advance(Duration.ofSeconds(11));
    state.tidy();
    assertThat(state.read(soon.key())).isEmpty();
    assertThat(state.read(forever.key())).contains(forever);
  }
}
