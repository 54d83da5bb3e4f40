package dev.narthex.jobs.target;

import dev.narthex.ingest.discovery.Target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.target.ShardAssignment.Limits;
import dev.narthex.jobs.target.ShardAssignment.Load;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShardAssignmentTest {
  private static Target target(String pool, int n, long interval) {
    return new Target(
        new TargetIdentity(pool.hashCode(), n), pool, Labels.of("job", pool, "instance", "h" + n), Labels.empty(), "http://h" + n, interval, 10_000, Labels.empty());
  }

  private static List<Target> targets(String pool, int count, long interval) {
    return IntStream.range(0, count).mapToObj(n -> target(pool, n, interval)).toList();
  }

  private static List<Target> join(List<Target> a, List<Target> b) {
    List<Target> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static List<Shard> assign(List<Target> targets, Map<TargetIdentity, String> before, Map<TargetIdentity, Load> loads) {
    return ShardAssignment.assign(targets, before, loads, Limits.DEFAULT);
  }

  private static TargetSet set(List<Shard> shards) {
    return new TargetSet("c", shards, List.of());
  }

  @Test
  void oneShardForOneJobAndInterval() {
    List<Shard> shards =
        assign(join(targets("node", 3, 15_000), join(targets("app", 2, 15_000), targets("node", 5, 60_000).subList(3, 5))), Map.of(), Map.of());
    assertThat(shards).extracting(Shard::name).containsExactly("app-0", "node-0", "node-1");
    assertThat(shards).extracting(Shard::interval).containsExactlyInAnyOrder(15_000L, 15_000L, 60_000L);
  }

  @Test
  void capsSplitAJob() {
    Map<TargetIdentity, Load> loads = new HashMap<>();
    List<Target> targets = targets("node", 60, 15_000);
    targets.forEach(target -> loads.put(target.identity(), new Load(1_800, 0.1)));
    assertThat(assign(targets, Map.of(), loads)).extracting(shard -> shard.targets().size()).containsExactly(27, 27, 6);
    List<Target> many = targets("tiny", 1_200, 15_000);
    many.forEach(target -> loads.put(target.identity(), new Load(10, 0.1)));
    assertThat(assign(many, Map.of(), loads)).extracting(shard -> shard.targets().size()).containsExactly(500, 500, 200);
  }

  @Test
  void slowTargetsStandAloneUntilTheyAreFastAgain() {
    List<Target> targets = targets("node", 3, 15_000);
    TargetIdentity slow = targets.get(1).identity();
    List<Shard> first = assign(targets, Map.of(), Map.of(slow, new Load(100, 3.2)));
    assertThat(first).extracting(Shard::name).containsExactly("node-0", "node-slow-" + slow);
    List<Shard> still = assign(targets, set(first).assignment(), Map.of(slow, new Load(100, 0.7)));
    assertThat(still).isEqualTo(first);
    List<Shard> fast = assign(targets, set(still).assignment(), Map.of(slow, new Load(100, 0.3)));
    assertThat(fast).extracting(Shard::name).containsExactly("node-0");
  }

  @Test
  void smallJobsShareWhenThereAreMany() {
    List<Target> targets = new ArrayList<>();
    for (int job = 0; job < 40; job++) {
      targets.addAll(targets("job" + job, 2, 15_000));
    }
    targets.addAll(targets("large", 20, 15_000));
    assertThat(assign(targets, Map.of(), Map.of())).extracting(Shard::name).containsExactly("large-0", "shared-0");
  }

  @Test
  void namesAreFitForKeys() {
    assertThat(assign(targets("a/b ü", 1, 1000), Map.of(), Map.of())).extracting(Shard::name).containsExactly("a%2Fb%20%C3%BC-0");
  }

  @Property(tries = 30)
  void nothingIsLostOrDoubledAndFewMove(@ForAll long seed) {
    Random random = new Random(seed);
    List<Target> all = join(targets("node", 700, 15_000), targets("app", 200, 15_000));
    Map<TargetIdentity, Load> loads = new HashMap<>();
    all.forEach(target -> loads.put(target.identity(), new Load(1 + random.nextInt(400), random.nextInt(50) == 0 ? 2 : 0.1)));
    List<Target> now = all.stream().filter(t -> random.nextInt(10) > 0).toList();
    List<Shard> before = assign(now, Map.of(), loads);
    check(before, now, loads);
    List<Target> next = all.stream().filter(t -> random.nextInt(10) > 0).toList();
    List<Shard> after = assign(next, set(before).assignment(), loads);
    check(after, next, loads);
    Map<TargetIdentity, String> was = set(before).assignment();
    Map<TargetIdentity, String> is = set(after).assignment();
    assertThat(next).filteredOn(target -> was.containsKey(target.identity())).allSatisfy(target -> assertThat(is.get(target.identity())).isEqualTo(was.get(target.identity())));
  }

  private static void check(List<Shard> shards, List<Target> targets, Map<TargetIdentity, Load> loads) {
    assertThat(shards.stream().flatMap(shard -> shard.targets().stream())).containsExactlyInAnyOrderElementsOf(targets);
    assertThat(shards).extracting(Shard::name).doesNotHaveDuplicates();
    for (Shard shard : shards) {
      assertThat(shard.targets()).extracting(Target::pool).containsOnly(shard.targets().getFirst().pool());
      assertThat(shard.targets()).hasSizeLessThanOrEqualTo(Limits.DEFAULT.targets());
      int series = shard.targets().stream().mapToInt(t -> loads.get(t.identity()).series()).sum();
      assertThat(series).isLessThanOrEqualTo((int) (Limits.DEFAULT.series() * 1.2));
    }
  }
}
