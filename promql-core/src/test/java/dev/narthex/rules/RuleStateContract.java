package dev.narthex.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link RuleState} keeps. */
public abstract class RuleStateContract {
  private static final String TENANT = "team/a";

  /** A state without entries. */
  protected abstract RuleState state();

  @Test
  void nothingIsThereAtFirst() {
    RuleState state = state();
    assertThat(state.read(TENANT, "60s-0")).isEmpty();
    assertThat(state.all(TENANT)).isEmpty();
  }

  @Test
  void movesForwardOnly() {
    RuleState state = state();
    RuleState.Entry first = new RuleState.Entry("60s-0", 1000, "b0/a/1");
    assertThat(state.advance(TENANT, first)).isTrue();
    assertThat(state.read(TENANT, "60s-0")).contains(first);
    assertThat(state.advance(TENANT, first)).as("the same tick again").isFalse();
    assertThat(state.advance(TENANT, new RuleState.Entry("60s-0", 999, "b0/a/0"))).as("an earlier tick").isFalse();
    assertThat(state.read(TENANT, "60s-0")).contains(first);
    RuleState.Entry second = new RuleState.Entry("60s-0", 2000, "b0/a/2");
    assertThat(state.advance(TENANT, second)).isTrue();
    assertThat(state.read(TENANT, "60s-0")).contains(second);
  }

  @Test
  void batchesAndTenantsStandApart() {
    RuleState state = state();
    RuleState.Entry a = new RuleState.Entry("60s-0", 1000, "a");
    RuleState.Entry b = new RuleState.Entry("15s-1", 2000, "b");
    state.advance(TENANT, a);
    state.advance(TENANT, b);
    state.advance("other", new RuleState.Entry("60s-0", 5, "c"));
    assertThat(state.all(TENANT)).containsExactly(b, a);
    assertThat(state.all("other")).hasSize(1);
    assertThat(state.all("nobody")).isEmpty();
  }

  @Test
  void aBatchIsForgottenUnlessItMovedOn() {
    RuleState state = state();
    RuleState.Entry first = new RuleState.Entry("60s-0", 1000, "a");
    RuleState.Entry second = new RuleState.Entry("60s-0", 2000, "b");
    state.advance(TENANT, first);
    state.advance(TENANT, second);
    state.remove(TENANT, first);
    assertThat(state.read(TENANT, "60s-0")).contains(second);
    state.remove(TENANT, second);
    state.remove(TENANT, second);
    assertThat(state.read(TENANT, "60s-0")).isEmpty();
    assertThat(state.advance(TENANT, first)).isTrue();
  }

  @Test
  void ofManyAtOnceOneWins() throws Exception {
    RuleState state = state();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> runs =
          IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> state.advance(TENANT, new RuleState.Entry("60s-0", 7000, "run-" + i)))).toList();
      int won = 0;
      for (Future<Boolean> run : runs) {
        won += run.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
  }
}
