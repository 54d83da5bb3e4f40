package dev.narthex.jobs.target;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts targets into shards. A target stays where it is as long as the rules allow, because each move costs a new base layout:
 *
 * <ul>
 *   <li>a shard holds one interval and one scrape pool;
 *   <li>at most so many targets and series as {@link Limits} says (a shard that grows beyond by less than a fifth is
 *       left alone);
 *   <li>a target slower than a second has a shard of its own, so that nobody waits for it; it comes back below half a second;
 *   <li>of more than {@value #OWN_SHARDS} pools with one interval, the small ones share: each shard costs an object and an item a
 *       tick.
 * </ul>
 */
public final class ShardAssignment {
  static final int OWN_SHARDS = 16;
  static final int SMALL_POOL_SERIES = 5_000;
  static final int UNKNOWN_SERIES = 500;
  static final double SLOW_SECONDS = 1.0;
  static final double FAST_AGAIN_SECONDS = 0.5;
  private static final double TOLERANCE = 1.2;

  private ShardAssignment() {}

  /**
   * The caps of a shard: {@code scrape.max_targets_per_shard} and {@code scrape.max_series_per_shard} in narthex.yml.
   */
  public record Limits(int targets, int series) {
    public static final Limits DEFAULT = new Limits(500, 50_000);
  }

  /**
   * What is known of a target from its last scrape.
   *
   * @param series how many it has; 0 or less = unknown
   * @param seconds how long the scrape took
   */
  public record Load(int series, double seconds) {
    public static final Load UNKNOWN = new Load(0, 0);

    int weight() {
      return series > 0 ? series : UNKNOWN_SERIES;
    }
  }

  private record Group(String name, long interval) {}

  /**
   * Assigns all targets.
   *
   * @param targets in the order of configuration and discovery; a target that occurs twice is kept once
   * @param before shard names by target, as assigned last time
   * @param loads what is known; absent = {@link Load#UNKNOWN}
   * @param limits caps of one shard
   * @return shards by name
   */
  public static List<Shard> assign(List<Target> targets, Map<TargetIdentity, String> before, Map<TargetIdentity, Load> loads, Limits limits) {
    Map<TargetIdentity, Target> distinct = new LinkedHashMap<>();
    targets.forEach(target -> distinct.putIfAbsent(target.identity(), target));
    Map<Group, List<Target>> groups = group(distinct.values(), loads);
    Set<String> taken = new HashSet<>();
    Map<String, Shard> shards = new TreeMap<>();
    Map<Group, List<Target>> homeless = new LinkedHashMap<>();
    Map<String, Packing> kept = new LinkedHashMap<>();
    for (Map.Entry<Group, List<Target>> entry : groups.entrySet()) {
      List<Target> quick = new ArrayList<>();
      for (Target target : entry.getValue()) {
        String own = slowName(target);
        if (isSlow(target, before.getOrDefault(target.identity(), ""), loads)) {
          shards.put(own, new Shard(own, target.interval(), List.of(target)));
          taken.add(own);
        } else {
          quick.add(target);
        }
      }
      homeless.put(entry.getKey(), settle(entry.getKey(), quick, before, loads, limits, kept));
    }
    taken.addAll(kept.keySet());
    homeless.forEach((group, rest) -> house(group, rest, loads, limits, kept, taken));
    kept.forEach((name, packing) -> shards.put(name, new Shard(name, packing.group.interval(), packing.targets)));
    return List.copyOf(shards.values());
  }

  private static Map<Group, List<Target>> group(Iterable<Target> targets, Map<TargetIdentity, Load> loads) {
    Map<Long, TreeMap<String, Integer>> sizes = new LinkedHashMap<>();
    for (Target target : targets) {
      sizes.computeIfAbsent(target.interval(), i -> new TreeMap<>()).merge(target.pool(), load(target, loads).weight(), Integer::sum);
    }
    Map<Group, List<Target>> groups = new LinkedHashMap<>();
    for (Target target : targets) {
      TreeMap<String, Integer> pools = sizes.get(target.interval());
      boolean shares = pools != null && pools.size() > OWN_SHARDS && pools.getOrDefault(target.pool(), 0) < SMALL_POOL_SERIES;
      String name = shares ? "shared" : ObjectKeys.segment(target.pool());
      groups.computeIfAbsent(new Group(name, target.interval()), g -> new ArrayList<>()).add(target);
    }
    return groups;
  }

  private static Load load(Target target, Map<TargetIdentity, Load> loads) {
    return loads.getOrDefault(target.identity(), Load.UNKNOWN);
  }

  private static String slowName(Target target) {
    return ObjectKeys.segment(target.pool()) + "-slow-" + target.identity();
  }

  private static boolean isSlow(Target target, String before, Map<TargetIdentity, Load> loads) {
    double seconds = load(target, loads).seconds();
    return seconds > SLOW_SECONDS || (before.equals(slowName(target)) && seconds > FAST_AGAIN_SECONDS);
  }

  /** Leaves targets where they were, and answers those that need a place. */
  private static List<Target> settle(
      Group group, List<Target> targets, Map<TargetIdentity, String> before, Map<TargetIdentity, Load> loads, Limits limits, Map<String, Packing> kept) {
    List<Target> rest = new ArrayList<>();
    for (Target target : targets) {
      String name = before.getOrDefault(target.identity(), "");
      if (!isNameOf(name, group)) {
        rest.add(target);
        continue;
      }
      Packing packing = kept.computeIfAbsent(name, n -> new Packing(group, limits));
      if (!packing.group.equals(group) || !packing.fits(load(target, loads).weight(), TOLERANCE)) {
        rest.add(target);
      } else {
        packing.add(target, load(target, loads).weight());
      }
    }
    return rest;
  }

  /** Whether a name is {@code <group>-<number>}. */
  private static boolean isNameOf(String name, Group group) {
    String prefix = group.name() + "-";
    return name.startsWith(prefix) && name.length() > prefix.length() && name.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
  }

  private static void house(Group group, List<Target> rest, Map<TargetIdentity, Load> loads, Limits limits, Map<String, Packing> kept, Set<String> taken) {
    List<Packing> open = new ArrayList<>(kept.values().stream().filter(packing -> packing.group.equals(group)).toList());
    for (Target target : rest) {
      int weight = load(target, loads).weight();
      Packing place = open.stream().filter(packing -> packing.fits(weight, 1)).findFirst().orElse(null);
      if (place == null) {
        place = new Packing(group, limits);
        open.add(place);
        kept.put(freeName(group, taken), place);
      }
      place.add(target, weight);
    }
  }

  private static String freeName(Group group, Set<String> taken) {
    for (int i = 0; ; i++) {
      String name = group.name() + "-" + i;
      if (taken.add(name)) {
        return name;
      }
    }
  }

  private static final class Packing {
    private final Group group;
    private final Limits limits;
    private final List<Target> targets = new ArrayList<>();
    private long series;

    Packing(Group group, Limits limits) {
      this.group = group;
      this.limits = limits;
    }

    boolean fits(int weight, double tolerance) {
      return targets.isEmpty() || (targets.size() < limits.targets() && series + weight <= limits.series() * tolerance);
    }

    void add(Target target, int weight) {
      targets.add(target);
      series += weight;
    }
  }
}
