package dev.narthex.alert.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SilenceStore} does. */
public abstract class SilenceStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** An empty store for each test. */
  protected abstract SilenceStore store();

  private static Silence silence(String id, long version, String comment) {
    return new Silence(id, List.of(LabelMatcher.equal("ключ", "v\n\"")), NOON, NOON.plusSeconds(60), NOON, "me", comment, Map.of("ticket", "1"), version);
  }

  @Test
  void whatIsPutIsReadBack() {
    SilenceStore store = store();
    assertThat(store.put(silence("a", 1, "first"))).isTrue();
    assertThat(store.get("a")).contains(silence("a", 1, "first"));
    assertThat(store.get("b")).isEmpty();
    assertThat(store.all()).containsExactly(silence("a", 1, "first"));
  }

  @Test
  void aPutNeedsTheVersionBefore() {
    SilenceStore store = store();
    assertThat(store.put(silence("a", 2, "too early"))).isFalse();
    assertThat(store.put(silence("a", 1, "first"))).isTrue();
    assertThat(store.put(silence("a", 1, "again"))).isFalse();
    assertThat(store.put(silence("a", 2, "second"))).isTrue();
    assertThat(store.get("a")).map(Silence::comment).contains("second");
  }

  @Test
  void removingIsIdempotent() {
    SilenceStore store = store();
    store.put(silence("a", 1, "x"));
    store.remove("a");
    store.remove("a");
    assertThat(store.all()).isEmpty();
  }

  @Test
  void ofManyWritersOneWins() throws Exception {
    SilenceStore store = store();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> puts = threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> (java.util.concurrent.Callable<Boolean>) () -> store.put(silence("a", 1, "writer " + i))).toList());
      int won = 0;
      for (Future<Boolean> put : puts) {
        won += put.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
  }
}
