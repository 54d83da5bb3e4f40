package dev.narthex.alert.deadman;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of switches promises. */
public abstract class SwitchStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  protected abstract SwitchStore store();

  private static SwitchState state(String name, SwitchState.Phase phase, long version) {
    return new SwitchState(name, phase, NOON, NOON.plusSeconds(60), version);
  }

  @Test
  void keepsEachSwitchByItsName() {
    SwitchStore store = store();
    assertThat(store.get("a")).isEmpty();
    assertThat(store.put(state("a", SwitchState.Phase.MISSING, 1))).isTrue();
    assertThat(store.put(state("Wächter / zwei", SwitchState.Phase.PAGED, 1))).isTrue();
    assertThat(store.get("a")).contains(state("a", SwitchState.Phase.MISSING, 1));
    assertThat(store.get("Wächter / zwei")).contains(state("Wächter / zwei", SwitchState.Phase.PAGED, 1));
  }

  @Test
  void theFasterOneWins() {
    SwitchStore store = store();
    assertThat(store.put(state("a", SwitchState.Phase.MISSING, 2))).isFalse();
    store.put(state("a", SwitchState.Phase.MISSING, 1));
    assertThat(store.put(state("a", SwitchState.Phase.FIRING, 1))).isFalse();
    assertThat(store.put(state("a", SwitchState.Phase.FIRING, 2))).isTrue();
    assertThat(store.put(state("a", SwitchState.Phase.PAGED, 2))).isFalse();
    assertThat(store.get("a")).contains(state("a", SwitchState.Phase.FIRING, 2));
  }
}
