package dev.narthex.tsdb.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link Catalog} does. An adapter's test extends this and hands out an empty catalogue for each test. */
public abstract class CatalogContract {
  protected abstract Catalog catalog();

  private static CatalogItem item(String partition, String sort, long version, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new CatalogItem(new ItemKey(partition, sort), version, data);
  }

  private static CommitOutcome put(Catalog catalog, CatalogItem item) {
    return catalog.commit(List.of(CatalogChange.put(item, Condition.none())));
  }

  private static List<CatalogItem> all(Catalog catalog, String partition) {
    return catalog.read(List.of(SortRange.all(partition))).getFirst();
  }

  @Test
  void readsWhatWasCommitted() {
    Catalog catalog = catalog();
    assertThat(all(catalog, "t#w#2026112411")).isEmpty();
    CatalogItem item = item("t#w#2026112411", "0#1795132800000#node-0#1", 7, 1, 2, 255, 0);
    assertThat(put(catalog, item)).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(all(catalog, "t#w#2026112411")).containsExactly(item);
    assertThat(all(catalog, "t#w#20261124")).isEmpty();
    assertThat(all(catalog, "t#w#2026112412")).isEmpty();
  }

  @Test
  void keepsEmptyDataAndLargeNumbers() {
    Catalog catalog = catalog();
    CatalogItem item = item("p", "s", Long.MAX_VALUE);
    put(catalog, item);
    assertThat(all(catalog, "p")).containsExactly(item);
    CatalogItem negative = item("p", "s", -3);
    put(catalog, negative);
    assertThat(all(catalog, "p")).containsExactly(negative);
  }

  @Test
  void readsStretchesInSortOrder() {
    Catalog catalog = catalog();
    List<String> sorts = List.of("0#a", "0#b", "1#", "1#a", "10", "2", "L#x", "~");
    List<String> shuffled = new ArrayList<>(sorts);
    java.util.Collections.shuffle(shuffled, new java.util.Random(5));
    shuffled.forEach(s -> put(catalog, item("p", s, 0)));
    put(catalog, item("q", "0#z", 0));
    List<List<CatalogItem>> read =
        catalog.read(List.of(SortRange.all("p"), SortRange.prefix("p", "1"), new SortRange("p", "0#b", "10"), SortRange.prefix("q", "0#"), SortRange.all("none"), new SortRange("p", "2", "")));
    assertThat(read).hasSize(6);
    assertThat(read.get(0)).extracting(i -> i.key().sort()).containsExactlyElementsOf(sorts.stream().sorted().toList());
    assertThat(read.get(1)).extracting(i -> i.key().sort()).containsExactly("1#", "1#a", "10");
    assertThat(read.get(2)).extracting(i -> i.key().sort()).containsExactly("0#b", "1#", "1#a");
    assertThat(read.get(3)).extracting(i -> i.key().sort()).containsExactly("0#z");
    assertThat(read.get(4)).isEmpty();
    assertThat(read.get(5)).extracting(i -> i.key().sort()).containsExactly("2", "L#x", "~");
  }

  @Test
  void partitionsBeyondOnePageAreReadWhole() {
    Catalog catalog = catalog();
    byte[] data = new byte[60_000];
    Arrays.fill(data, (byte) 7);
    for (int i = 0; i < 40; i++) {
      put(catalog, new CatalogItem(new ItemKey("big", "%03d".formatted(i)), i, data));
    }
    List<CatalogItem> read = all(catalog, "big");
    assertThat(read).hasSize(40);
    assertThat(read).extracting(CatalogItem::version).isSorted();
    assertThat(read.getLast().data()).hasSize(60_000).endsWith((byte) 7);
  }

  @Test
  void itemsUpToTheLimitFit() {
    Catalog catalog = catalog();
    CatalogItem item = new CatalogItem(new ItemKey("p", "s"), 1, new byte[CatalogItem.MAX_BYTES]);
    assertThat(put(catalog, item)).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(all(catalog, "p")).containsExactly(item);
    assertThatThrownBy(() -> new CatalogItem(new ItemKey("p", "s"), 1, new byte[CatalogItem.MAX_BYTES + 1])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void conditionsOfSingleChanges() {
    Catalog catalog = catalog();
    CatalogItem first = item("p", "s", 1, 1);
    CatalogItem second = item("p", "s", 2, 2);
    assertThat(catalog.commit(List.of(CatalogChange.put(first, Condition.version(0))))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(catalog.commit(List.of(CatalogChange.put(first, Condition.absent())))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(catalog.commit(List.of(CatalogChange.put(second, Condition.absent())))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(all(catalog, "p")).containsExactly(first);
    assertThat(catalog.commit(List.of(CatalogChange.put(second, Condition.version(2))))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(catalog.commit(List.of(CatalogChange.put(second, Condition.version(1))))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(catalog.commit(List.of(new CatalogChange.Delete(first.key(), Condition.version(1))))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(all(catalog, "p")).containsExactly(second);
    assertThat(catalog.commit(List.of(new CatalogChange.Delete(first.key(), Condition.version(2))))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(catalog.commit(List.of(CatalogChange.delete(first.key())))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(catalog.commit(List.of(new CatalogChange.Delete(first.key(), Condition.version(2))))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(all(catalog, "p")).isEmpty();
  }

  @Test
  void aCommitHappensAsAWholeOrNotAtAll() {
    Catalog catalog = catalog();
    CatalogItem epoch1 = item("w", "E", 1);
    CatalogItem epoch2 = item("w", "E", 2);
    CatalogItem block = item("d", "2#1", 0, 9);
    assertThat(catalog.commit(List.of(CatalogChange.put(block, Condition.absent()), CatalogChange.put(epoch1, Condition.absent())))).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(catalog.commit(List.of(CatalogChange.put(item("d", "2#2", 0), Condition.absent()), CatalogChange.put(epoch2, Condition.version(0))))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(catalog.commit(List.of(CatalogChange.put(epoch2, Condition.version(1)), CatalogChange.put(block, Condition.absent())))).isEqualTo(CommitOutcome.CONFLICTED);
    assertThat(all(catalog, "w")).containsExactly(epoch1);
    assertThat(all(catalog, "d")).containsExactly(block);
    assertThat(catalog.commit(List.of(CatalogChange.put(epoch2, Condition.version(1)), CatalogChange.delete(block.key()), CatalogChange.put(item("x", "y", 5), Condition.none()))))
        .isEqualTo(CommitOutcome.COMMITTED);
    assertThat(all(catalog, "d")).isEmpty();
    assertThat(all(catalog, "w")).containsExactly(epoch2);
    assertThat(all(catalog, "x")).hasSize(1);
  }

  @Test
  void largestCommitFits() {
    Catalog catalog = catalog();
    List<CatalogChange> changes = new ArrayList<>();
    for (int i = 0; i < Catalog.MAX_CHANGES; i++) {
      changes.add(CatalogChange.put(item("p", "s" + (char) ('a' + i), i), Condition.absent()));
    }
    assertThat(catalog.commit(changes)).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(all(catalog, "p")).hasSize(Catalog.MAX_CHANGES);
  }

  @Test
  void refusesWhatIsNoCommit() {
    Catalog catalog = catalog();
    assertThatThrownBy(() -> catalog.commit(List.of())).isInstanceOf(IllegalArgumentException.class);
    CatalogChange change = CatalogChange.put(item("p", "s", 0), Condition.none());
    assertThatThrownBy(() -> catalog.commit(List.of(change, change))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ItemKey("", "s")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ItemKey("p", "a\nb")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SortRange("p", "b", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofConcurrentEpochBumpsExactlyOneWins() throws Exception {
    Catalog catalog = catalog();
    put(catalog, item("w", "E", 0));
    for (int round = 0; round < 4; round++) {
      long seen = round;
      List<Callable<CommitOutcome>> compactors = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        CatalogItem output = item("d", "2#" + round + "#" + i, 0);
        compactors.add(() -> catalog.commit(List.of(CatalogChange.put(output, Condition.absent()), CatalogChange.put(item("w", "E", seen + 1), Condition.version(seen)))));
      }
      int committed = 0;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<CommitOutcome> f : threads.invokeAll(compactors)) {
          committed += f.get() == CommitOutcome.COMMITTED ? 1 : 0;
        }
      }
      // Emulated tables may cancel all of several colliding transactions; never may two pass.
      assertThat(committed).isLessThanOrEqualTo(1);
      assertThat(all(catalog, "d")).hasSize(committed + round);
      if (committed == 0) {
        assertThat(catalog.commit(List.of(CatalogChange.put(item("d", "2#" + round + "#again", 0), Condition.absent()), CatalogChange.put(item("w", "E", seen + 1), Condition.version(seen)))))
            .isEqualTo(CommitOutcome.COMMITTED);
      }
      assertThat(all(catalog, "w")).containsExactly(item("w", "E", seen + 1));
    }
  }
}
