package dev.narthex.jobs.target;

import dev.narthex.ingest.discovery.Target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetSetsTest {
  private static final TargetSet SET =
      new TargetSet(
          "9f86",
          List.of(
              new Shard(
                  "node-0",
                  15_000,
                  List.of(
                      new Target(
                          new TargetIdentity(-1, 2), "node", Labels.of("job", "node", "ü", "\"\n"), Labels.of("__address__", "h:1"), "http://h:1/metrics?a=b", 15_000, 10_000,
                          Labels.of("__scrape_native_histograms__", "true"))))),
          List.of(new TargetSet.Pool("node", 3, List.of(Labels.of("a", "b")), "cannot read x.json")));

  private final MemoryObjectStore objects = new MemoryObjectStore(InstantSource.system());
  private final MemoryControlState state = new MemoryControlState();
  private final TargetSets sets = new TargetSets(objects, state);

  @Test
  void theStoredFormComesBack() {
    byte[] bytes = TargetSetCodec.encode(SET);
    assertThat(TargetSetCodec.decode("k", bytes)).isEqualTo(SET);
    assertThat(TargetSetCodec.encode(SET)).isEqualTo(bytes);
    bytes[20] ^= 1;
    assertThatThrownBy(() -> TargetSetCodec.decode("targets/k", bytes)).isInstanceOf(IllegalStateException.class).hasMessageContaining("targets/k");
  }

  @Test
  void onePublicationWins() {
    TargetSets.Current<TargetSet> none = sets.current("default");
    assertThat(none.set()).isEqualTo(TargetSet.EMPTY);
    TargetSets.Current<TargetSet> first = sets.publish("default", none, SET, 1_000).orElseThrow();
    assertThat(sets.publish("default", none, new TargetSet("other", List.of(), List.of()), 1_001)).isEmpty();
    assertThat(new TargetSets(objects, state).current("default")).isEqualTo(first);
    assertThat(first.ended()).isFalse();
    sets.ended("default", first);
    assertThat(sets.current("default").ended()).isTrue();
    assertThat(sets.current("other").set()).isEqualTo(TargetSet.EMPTY);
  }

  @Test
  void anEqualSetChangesNothing() {
    TargetSets.Current<TargetSet> first = sets.publish("default", sets.current("default"), SET, 1_000).orElseThrow();
    assertThat(sets.publish("default", first, SET, 2_000)).contains(first);
    assertThat(sets.current("default").since()).isEqualTo(1_000);
  }

  @Test
  void thePreviousSetStaysReadable() {
    TargetSets.Current<TargetSet> first = sets.publish("default", sets.current("default"), SET, 1_000).orElseThrow();
    TargetSets.Current<TargetSet> second = sets.publish("default", first, TargetSet.EMPTY, 2_000).orElseThrow();
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(sets.set("default", second.previous())).isEqualTo(SET);
  }
}
