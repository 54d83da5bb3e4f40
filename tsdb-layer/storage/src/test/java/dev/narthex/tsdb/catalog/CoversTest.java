package dev.narthex.tsdb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.tsdb.frame.ByteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CoversTest {
  private static final long NOW = 1_795_132_800_000L;

  @Provide
  static Arbitrary<BlockKey> keys() {
    Arbitrary<Long> hash = Arbitraries.longs();
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of("node-0", "node-1", "ä/b#", ".x"), Arbitraries.longs().between(0, 400)).as((s, t) -> new BlockKey.Tick("t", s, NOW + t * 15_000)),
        Combinators.combine(Arbitraries.of("odd"), Arbitraries.longs().between(0, 400_000_000)).as((s, t) -> new BlockKey.Tick("t", s, NOW + t)),
        hash.map(h -> new BlockKey.Write("t", Windows.start(NOW, Windows.HOUR), "%016x".formatted(h) + "0".repeat(48))),
        Combinators.combine(Arbitraries.integers().between(1, 3), hash).as((l, h) -> new BlockKey.Compacted(l, "t", NOW, NOW + l * 300_000, "%016x".formatted(h))));
  }

  @Property(tries = 200)
  void containsExactlyWhatWasNamedAlsoAfterEncoding(@ForAll("keyList") List<BlockKey> in, @ForAll("keyList") List<BlockKey> out) {
    Covers covers = Covers.of(in);
    Covers again = Covers.decode(new ByteReader("test", "covers", covers.encode()));
    assertThat(again).isEqualTo(covers);
    assertThat(in).allMatch(again::contains);
    List<BlockKey> others = new ArrayList<>(out);
    others.removeAll(in);
    assertThat(others).noneMatch(again::contains);
  }

  @Provide
  static Arbitrary<List<BlockKey>> keyList() {
    return keys().list().ofMaxSize(40);
  }

  @Property(tries = 200)
  void keysAreReadBack(@ForAll("keys") BlockKey key) {
    assertThat(BlockKey.parse(key.object())).contains(key);
  }

  @Test
  void otherObjectsAreNoBlocks() {
    for (String other : List.of("layout/t/20261124/abc", "b0/t", "b4/t/1-2/x", "b1/t/12/x", "b0/t/2026112411/s/tick", "config/1/prometheus.yml")) {
      assertThat(BlockKey.parse(other)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void aWindowOfTwentyShardsIsSmall() {
    List<BlockKey> keys = new ArrayList<>();
    for (int shard = 0; shard < 20; shard++) {
      for (int tick = 0; tick < 20; tick++) {
        keys.add(new BlockKey.Tick("default", "node-" + shard, NOW + tick * 15_000));
      }
    }
    assertThat(Covers.of(keys).encode().length).isLessThan(20 * 24);
  }
}
