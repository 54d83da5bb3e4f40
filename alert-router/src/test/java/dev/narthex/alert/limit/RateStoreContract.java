package dev.narthex.alert.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of limited receivers promises. */
public abstract class RateStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  protected abstract RateStore store();

  private static RateState state(String receiver, int permits, long version) {
    List<RateState.Permit> given = java.util.stream.IntStream.range(0, permits).mapToObj(i -> new RateState.Permit("group" + i, NOON.toEpochMilli() + i, NOON.plusMillis(i))).toList();
    Map<String, Integer> names = new LinkedHashMap<>();
    names.put("{}:{z=\"1\"}", 3);
    names.put("{}:{a=\"ü\"}", 1);
    return new RateState(receiver, given, Map.of("held", NOON.plusSeconds(60)), Optional.of(new RateState.Episode(NOON, NOON.plusSeconds(5), NOON.plusSeconds(60), 1, 4, names)), version);
  }

  @Test
  void keepsEachReceiver() {
    RateStore store = store();
    assertThat(store.get("team")).isEmpty();
    assertThat(store.put(state("team", 3, 1))).isTrue();
    RateState bare = new RateState("Bereitschaft / Nacht", List.of(), Map.of(), Optional.empty(), 1);
    assertThat(store.put(bare)).isTrue();
    assertThat(store.get("team")).contains(state("team", 3, 1));
    assertThat(store.get("team").orElseThrow().episode().orElseThrow().groups().keySet()).containsExactly("{}:{z=\"1\"}", "{}:{a=\"ü\"}");
    assertThat(store.get("Bereitschaft / Nacht")).contains(bare);
  }

  @Test
  void theFasterOneWins() {
    RateStore store = store();
    assertThat(store.put(state("team", 1, 2))).isFalse();
    store.put(state("team", 1, 1));
    assertThat(store.put(state("team", 2, 1))).isFalse();
    assertThat(store.put(state("team", 2, 2))).isTrue();
    assertThat(store.put(state("team", 3, 2))).isFalse();
    assertThat(store.get("team")).contains(state("team", 2, 2));
  }

  @Test
  void aLongQueueFits() {
    RateStore store = store();
    Map<String, Instant> waiting = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      waiting.put(String.format("%032x", i * 0x9e3779b97f4a7c15L), NOON.plusSeconds(i));
    }
    List<RateState.Permit> permits = java.util.stream.IntStream.range(0, RateLimit.MOST)
        .mapToObj(i -> new RateState.Permit(String.format("%032x", i * 0xc2b2ae3d27d4eb4fL), NOON.toEpochMilli() + i, NOON.plusMillis(i))).toList();
    RateState full = new RateState("team", permits, waiting, Optional.empty(), 1);
    assertThat(store.put(full)).isTrue();
    assertThat(store.get("team")).contains(full);
  }
}
