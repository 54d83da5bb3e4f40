package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.VirtualClock;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ControlStateContract;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  @Test
  void aPartitionIsHandedOutAgainUntilItChanges() {
    EmbeddedControlState state = new EmbeddedControlState(file, clock);
    ControlItem one = ControlItem.of(new ItemKey("p", "one"), 1, new byte[] {1});
    state.write(one, Condition.absent());
    List<ControlItem> first = state.read(SortRange.all("p"));
    state.write(ControlItem.of(new ItemKey("q", "other"), 1, new byte[0]), Condition.none());
    assertThat(state.read(SortRange.all("p"))).isSameAs(first).containsExactly(one);
    ControlItem two = ControlItem.of(new ItemKey("p", "two"), 1, new byte[] {2});
    state.change(List.of(new ControlChange.Put(two, Condition.absent())));
    assertThat(state.read(SortRange.all("p"))).containsExactly(one, two);
    state.delete(one.key(), Condition.none());
    assertThat(state.read(SortRange.all("p"))).containsExactly(two);
  }

  @Test
  void writersAtTheSameTimeAllGetTheirsAndNobodySeesLess() throws Exception {
    EmbeddedControlState state = new EmbeddedControlState(file, clock);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> seen = new ArrayList<>();
      for (int writer = 0; writer < 8; writer++) {
        int mine = writer;
        seen.add(
            threads.submit(
                () -> {
                  int last = 0;
                  for (int i = 0; i < 20; i++) {
                    ControlItem item = ControlItem.of(new ItemKey("p", mine + "-" + i), 1, new byte[100]);
                    assertThat(state.write(item, Condition.absent())).isEqualTo(CommitOutcome.COMMITTED);
                    assertThat(state.read(item.key())).contains(item);
                    assertThat(state.write(item, Condition.absent())).isEqualTo(CommitOutcome.CONFLICTED);
                    int now = state.read(SortRange.all("p")).size();
                    assertThat(now).isGreaterThan(last);
                    last = now;
                  }
                  return last;
                }));
      }
      for (Future<Integer> one : seen) {
        assertThat(one.get()).isPositive();
      }
    }
    assertThat(state.read(SortRange.all("p"))).hasSize(160);
    file.close();
    file = new TableFile(folder.resolve("catalog.mv"));
    assertThat(new EmbeddedControlState(file, clock).read(SortRange.all("p"))).hasSize(160);
  }
}
