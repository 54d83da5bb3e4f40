package dev.narthex.jobs.target;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is scraped for a tenant under one configuration.
 *
 * @param config content hash of the configuration version
 * @param shards by name
 * @param pools every scrape pool of the configuration, in its order
 */
public record TargetSet(String config, List<Shard> shards, List<Pool> pools) {
  /**
   * What a scrape pool has besides its targets.
   *
   * @param droppedCount how many targets relabelling dropped
   * @param dropped discovered labels of those that are kept for the targets page
   * @param error what discovery has to complain about, empty when nothing
   */
  public record Pool(String name, int droppedCount, List<Labels> dropped, String error) {
    public Pool {
      dropped = List.copyOf(dropped);
    }
  }

  /** What stands before the first discovery. */
  public static final TargetSet EMPTY = new TargetSet("", List.of(), List.of());

  public TargetSet {
    shards = List.copyOf(shards);
    pools = List.copyOf(pools);
  }

  public Optional<Shard> shard(String name) {
    return shards.stream().filter(shard -> shard.name().equals(name)).findFirst();
  }

  /** Shard names by target: where each target is scraped. */
  public Map<TargetIdentity, String> assignment() {
    Map<TargetIdentity, String> names = new LinkedHashMap<>();
    for (Shard shard : shards) {
      for (Target target : shard.targets()) {
        names.put(target.identity(), shard.name());
      }
    }
    return names;
  }

  /** All targets, by identity. */
  public Map<TargetIdentity, Target> targets() {
    Map<TargetIdentity, Target> targets = new LinkedHashMap<>();
    for (Shard shard : shards) {
      for (Target target : shard.targets()) {
        targets.put(target.identity(), target);
      }
    }
    return targets;
  }
}
