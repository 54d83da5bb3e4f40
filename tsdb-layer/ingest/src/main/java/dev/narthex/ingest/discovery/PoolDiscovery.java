package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the targets of a job by all its mechanisms. Thread-safe. */
public final class PoolDiscovery {
  private final Discoveries discoveries;

  public PoolDiscovery(Discoveries discoveries) {
    this.discoveries = discoveries;
  }

  /** Asks every mechanism of the job now. */
  public PoolTargets find(ScrapeConfig job) {
    TargetBuilder builder = new TargetBuilder(job);
    Map<TargetIdentity, Target> active = new LinkedHashMap<>();
    List<Labels> dropped = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    int droppedCount = 0;
    boolean complete = true;
    for (DiscoveryConfig config : job.discoveries()) {
      try {
        for (TargetDiscovery.Group group : discoveries.of(config).discover()) {
          for (Labels target : group.targets()) {
            switch (builder.build(builder.discovered(target, group.labels()))) {
              case TargetBuilder.Outcome.Active a -> active.putIfAbsent(a.target().identity(), a.target());
              case TargetBuilder.Outcome.Dropped d -> {
                droppedCount++;
                if (job.limits().keepDroppedTargets() == 0 || dropped.size() < job.limits().keepDroppedTargets()) {
                  dropped.add(d.discovered());
                }
              }
              case TargetBuilder.Outcome.Unusable u -> errors.add(group.source() + ": target " + u.discovered().get(Target.ADDRESS) + ": " + u.reason());
            }
          }
        }
      } catch (DiscoveryException e) {
        errors.add(String.valueOf(e.getMessage()));
        complete = false;
      }
    }
    return new PoolTargets(job.jobName(), limited(job, new ArrayList<>(active.values())), dropped, droppedCount, errors, complete);
  }

  /** Too many targets fail all of the job's. */
  private static List<Target> limited(ScrapeConfig job, List<Target> targets) {
    long limit = job.limits().targets();
    if (limit == 0 || targets.size() <= limit) {
      return targets;
    }
    String failure = "target_limit exceeded (number of targets: " + targets.size() + ", limit: " + limit + ")";
    return targets.stream()
        .map(t -> new Target(t.identity(), t.pool(), t.labels(), t.discovered(), t.url(), t.interval(), t.timeout(), t.options().with(Target.FAILURE, failure)))
        .toList();
  }
}
