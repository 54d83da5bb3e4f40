package dev.narthex.tsdb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} does. An adapter's test extends this and hands out an empty store for each test. */
public abstract class ObjectStoreContract {
  /** An empty store (or an empty prefix of one that the adapter hides). */
  protected abstract ObjectStore store();

  private static ObjectContent text(String s) {
    return ObjectContent.of(s.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(ObjectStore store, String key) {
    return new String(store.get(key).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void whatWasPutCanBeRead() {
    ObjectStore store = store();
    assertThat(store.get("a/b")).isEmpty();
    assertThat(store.putIfAbsent("a/b", text("hello"))).isEqualTo(PutOutcome.STORED);
    assertThat(read(store, "a/b")).isEqualTo("hello");
    assertThat(store.get("a/c")).isEmpty();
  }

  @Test
  void theFirstConditionalPutWins() {
    ObjectStore store = store();
    store.putIfAbsent("k/1", text("first"));
    assertThat(store.putIfAbsent("k/1", text("second"))).isEqualTo(PutOutcome.EXISTS);
    assertThat(read(store, "k/1")).isEqualTo("first");
  }

  @Test
  void putReplaces() {
    ObjectStore store = store();
    assertThat(store.put("k/1", text("first"))).isEqualTo(PutOutcome.STORED);
    assertThat(store.put("k/1", text("second"))).isEqualTo(PutOutcome.STORED);
    assertThat(read(store, "k/1")).isEqualTo("second");
  }

  @Test
  void emptyObjectsAreObjects() {
    ObjectStore store = store();
    store.putIfAbsent("empty", text(""));
    assertThat(store.get("empty").orElseThrow()).isEmpty();
    assertThat(store.range("empty", 0, 10).orElseThrow()).isEmpty();
  }

  @Test
  void rangesAreCutAtTheEnd() {
    ObjectStore store = store();
    store.putIfAbsent("r", text("0123456789"));
    assertThat(store.range("r", 0, 3).orElseThrow()).asString(StandardCharsets.UTF_8).isEqualTo("012");
    assertThat(store.range("r", 4, 2).orElseThrow()).asString(StandardCharsets.UTF_8).isEqualTo("45");
    assertThat(store.range("r", 8, 100).orElseThrow()).asString(StandardCharsets.UTF_8).isEqualTo("89");
    assertThat(store.range("r", 10, 1).orElseThrow()).isEmpty();
    assertThat(store.range("r", 1000, 5).orElseThrow()).isEmpty();
    assertThat(store.range("absent", 0, 5)).isEmpty();
    assertThatThrownBy(() -> store.range("r", 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.range("r", -1, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deleteIsIdempotentAndFreesTheKey() {
    ObjectStore store = store();
    store.putIfAbsent("d/x/y", text("1"));
    store.delete("d/x/y");
    store.delete("d/x/y");
    store.delete("never/was");
    assertThat(store.get("d/x/y")).isEmpty();
    assertThat(store.list("", "", 10)).isEmpty();
    assertThat(store.putIfAbsent("d/x/y", text("2"))).isEqualTo(PutOutcome.STORED);
    assertThat(read(store, "d/x/y")).isEqualTo("2");
  }

  @Test
  void listsInKeyOrderByPages() {
    ObjectStore store = store();
    List<String> keys = List.of("a", "b-c/1", "b.c/1", "b/1", "b/10", "b/2", "b/2x/0", "b0/1", "c%2F/1", "c/1");
    List<String> shuffled = new ArrayList<>(keys);
    java.util.Collections.reverse(shuffled);
    shuffled.forEach(k -> store.putIfAbsent(k, text(k)));
    List<String> sorted = keys.stream().sorted().toList();
    for (int limit : new int[] {1, 3, 1000}) {
      List<String> seen = new ArrayList<>();
      String after = "";
      while (true) {
        List<ObjectEntry> page = store.list("", after, limit);
        page.forEach(e -> seen.add(e.key()));
        if (page.size() < limit) {
          break;
        }
        after = page.getLast().key();
      }
      assertThat(seen).containsExactlyElementsOf(sorted);
    }
    assertThat(store.list("b/", "", 10)).extracting(ObjectEntry::key).containsExactly("b/1", "b/10", "b/2", "b/2x/0");
    assertThat(store.list("b/2", "b/2", 10)).extracting(ObjectEntry::key).containsExactly("b/2x/0");
    assertThat(store.list("b/1", "", 10)).extracting(ObjectEntry::size).containsExactly(3L, 4L);
    assertThat(store.list("zz", "", 10)).isEmpty();
    assertThat(store.list("a", "", 10).getFirst().modified()).isNotNull();
  }

  @Test
  void largeObjectsAreWrittenInPieces() {
    ObjectStore store = store();
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < piece.length; i++) {
      piece[i] = (byte) (i * 31 >> 3);
    }
    int pieces = 18; // more than three parts of 5 MiB
    ObjectContent content = out -> {
      for (int p = 0; p < pieces; p++) {
        piece[0] = (byte) p;
        out.write(piece);
      }
    };
    assertThat(store.putIfAbsent("large", content)).isEqualTo(PutOutcome.STORED);
    assertThat(store.putIfAbsent("large", content)).isEqualTo(PutOutcome.EXISTS);
    assertThat(store.list("large", "", 1).getFirst().size()).isEqualTo((long) pieces << 20);
    assertThat(store.range("large", 17L << 20, 1 << 21).orElseThrow()).hasSize(1 << 20).startsWith(17, piece[1]);
    assertThat(store.range("large", (5L << 20) - 1, 2).orElseThrow()).containsExactly(piece[piece.length - 1], 5);
  }

  @Test
  void aFailedWriterLeavesNothing() {
    ObjectStore store = store();
    ObjectContent broken = out -> {
      out.write(new byte[6 << 20]);
      throw new IOException("disk is full");
    };
    assertThatThrownBy(() -> store.putIfAbsent("broken", broken)).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("disk is full");
    assertThat(store.get("broken")).isEmpty();
    assertThat(store.list("", "", 10)).isEmpty();
    assertThat(store.putIfAbsent("broken", text("ok"))).isEqualTo(PutOutcome.STORED);
  }

  @Test
  void ofConcurrentConditionalPutsExactlyOneWins() throws Exception {
    ObjectStore store = store();
    for (int round = 0; round < 5; round++) {
      String key = "race/" + round;
      List<Callable<String>> writers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String mine = "writer " + i;
        writers.add(() -> {
          PutOutcome outcome;
          do {
            outcome = store.putIfAbsent(key, text(mine));
          } while (outcome == PutOutcome.CONFLICT);
          return outcome == PutOutcome.STORED ? mine : "";
        });
      }
      List<String> winners = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<String> f : threads.invokeAll(writers)) {
          if (!f.get().isEmpty()) {
            winners.add(f.get());
          }
        }
      }
      assertThat(winners).containsExactly(read(store, key));
    }
  }

  @Test
  void writersAndDeletersOfNeighboursDoNotDisturbEachOther() throws Exception {
    ObjectStore store = store();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String key = "folder/sub/" + i;
      tasks.add(() -> {
        for (int n = 0; n < 10; n++) {
          while (store.putIfAbsent(key, text(key)) == PutOutcome.CONFLICT) {
            Thread.onSpinWait();
          }
          store.delete(key);
        }
        return store.get(key).isEmpty();
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> f : threads.invokeAll(tasks)) {
        assertThat(f.get()).isTrue();
      }
    }
  }

  @Test
  void refusesKeysThatAreNotKeys() {
    ObjectStore store = store();
    for (String bad : List.of("", "/a", "a/", "a//b", "../a", "a/./b", "a/..", "a b", "a\u00e4", ".tmp/1", "a\\b", "x".repeat(901))) {
      assertThatThrownBy(() -> store.putIfAbsent(bad, text("x"))).as(bad).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.get(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(store.putIfAbsent(ObjectKeys.segment("a b/ä.."), text("x"))).isEqualTo(PutOutcome.STORED);
    assertThat(ObjectKeys.text(ObjectKeys.segment("..a b/ä%#"))).isEqualTo("..a b/ä%#");
  }
}
