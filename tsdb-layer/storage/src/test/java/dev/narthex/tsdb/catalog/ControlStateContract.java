package dev.narthex.tsdb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ControlState} does. An adapter's test extends this and hands out an empty state for each test. */
public abstract class ControlStateContract {
  protected abstract ControlState state();

  private static ControlItem item(String partition, String sort, long version, String text) {
    return ControlItem.of(new ItemKey(partition, sort), version, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatWasWritten() {
    ControlState state = state();
    ControlItem item = new ControlItem(new ItemKey("t#tick", "1795132800000"), 3, new byte[] {0, 1, (byte) 200}, 1_795_140_000L);
    assertThat(state.read(item.key())).isEmpty();
    assertThat(state.write(item, Condition.none())).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(state.read(item.key())).contains(item);
    ControlItem forever = item("t#tick", "1795132860000", 0, "");
    state.write(forever, Condition.none());
    assertThat(state.read(forever.key())).contains(forever);
  }

  @Test
  void conditionsDecide() {
    ControlState state = state();
    ControlItem one = item("p", "lease", 1, "a");
    ControlItem two = item("p", "lease", 2, "b");
    assertThat(state.write(one, Condition.version(0))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(state.write(one, Condition.absent())).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(state.write(two, Condition.absent())).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(state.write(two, Condition.version(1))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(state.write(one, Condition.version(1))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(state.read(one.key())).contains(two);
    assertThat(state.delete(one.key(), Condition.version(1))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(state.delete(one.key(), Condition.version(2))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(state.delete(one.key(), Condition.none())).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(state.read(one.key())).isEmpty();
  }

  @Test
  void readsStretchesInOrder() {
    ControlState state = state();
    for (String sort : List.of("head#b", "head#a", "lease#a", "head")) {
      state.write(item("p", sort, 0, sort), Condition.none());
    }
    state.write(item("q", "head#c", 0, ""), Condition.none());
    assertThat(state.read(SortRange.prefix("p", "head#"))).extracting(i -> i.key().sort()).containsExactly("head#a", "head#b");
    assertThat(state.read(SortRange.all("p"))).hasSize(4);
    assertThat(state.read(SortRange.all("none"))).isEmpty();
  }

  @Test
  void ofConcurrentFirstWritersExactlyOneWins() throws Exception {
    ControlState state = state();
    List<Callable<CommitOutcome>> writers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ControlItem mine = item("p", "tick#1", 0, "writer " + i);
      writers.add(() -> state.write(mine, Condition.absent()));
    }
    int won = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<CommitOutcome> f : threads.invokeAll(writers)) {
        won += f.get() == CommitOutcome.COMMITTED ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
  }

  @Test
  void severalChangesAreDecidedOneByOne() {
    ControlState state = state();
    state.write(item("p", "old", 1, "x"), Condition.none());
    List<ControlChange> changes = new ArrayList<>();
    changes.add(new ControlChange.Put(item("p", "new", 1, "a"), Condition.absent()));
    changes.add(new ControlChange.Put(item("p", "old", 2, "b"), Condition.version(7)));
    changes.add(new ControlChange.Delete(new ItemKey("p", "none"), Condition.none()));
    changes.add(new ControlChange.Put(item("q", "old", 2, "c"), Condition.none()));
    assertThat(state.change(changes)).containsExactly(CommitOutcome.COMMITTED, CommitOutcome.CONFLICTED, CommitOutcome.COMMITTED, CommitOutcome.COMMITTED);
    assertThat(state.read(List.of(new ItemKey("p", "old"), new ItemKey("p", "none"), new ItemKey("q", "old"), new ItemKey("p", "new"))))
        .containsExactly(item("p", "old", 1, "x"), item("q", "old", 2, "c"), item("p", "new", 1, "a"));
    assertThat(state.change(List.of(new ControlChange.Delete(new ItemKey("p", "old"), Condition.version(2)), new ControlChange.Delete(new ItemKey("p", "new"), Condition.version(1)))))
        .containsExactly(CommitOutcome.CONFLICTED, CommitOutcome.COMMITTED);
    assertThat(state.read(SortRange.all("p"))).containsExactly(item("p", "old", 1, "x"));
    assertThat(state.change(List.of())).isEmpty();
    assertThat(state.read(List.of())).isEmpty();
  }

  @Test
  void hundredsOfChangesAtOnce() {
    ControlState state = state();
    List<ControlChange> changes = new ArrayList<>();
    List<ItemKey> keys = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      ControlItem item = item("p", "item#" + i, 1, "data " + i);
      changes.add(new ControlChange.Put(item, Condition.absent()));
      keys.add(item.key());
    }
    assertThat(state.change(changes)).hasSize(250).containsOnly(CommitOutcome.COMMITTED);
    assertThat(state.read(keys)).extracting(ControlItem::key).containsExactlyElementsOf(keys);
  }

  @Test
  void whatIsDoneTogetherIsSeenWithinAndThere() {
    ControlState state = state();
    ControlItem one = item("p", "one", 1, "a");
    ControlItem two = item("p", "two", 1, "b");
    String done =
        state.together(
            () -> {
              assertThat(state.write(one, Condition.absent())).isEqualTo(CommitOutcome.COMMITTED);
              assertThat(state.write(one, Condition.absent())).isEqualTo(CommitOutcome.CONFLICTED);
              assertThat(state.read(one.key())).contains(one);
              assertThat(state.read(SortRange.all("p"))).containsExactly(one);
              state.settle();
              assertThat(state.together(() -> state.write(two, Condition.absent()))).isEqualTo(CommitOutcome.COMMITTED);
              assertThat(state.delete(one.key(), Condition.version(1))).isEqualTo(CommitOutcome.COMMITTED);
              assertThat(state.read(List.of(one.key(), two.key()))).containsExactly(two);
              return "done";
            });
    assertThat(done).isEqualTo("done");
    assertThat(state.read(SortRange.all("p"))).containsExactly(two);
    state.settle();
  }
}
