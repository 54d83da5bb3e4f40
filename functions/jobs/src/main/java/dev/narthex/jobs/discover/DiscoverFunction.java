package dev.narthex.jobs.discover;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.publish.Publication;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.target.Shard;
import dev.narthex.jobs.target.ShardAssignment;
import dev.narthex.jobs.target.TargetReports;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.Minute;
import dev.narthex.jobs.tick.ScrapeWork;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds targets and publishes them.
 *
 * <p>A pool for which a mechanism gives no answer keeps its former targets. A publication moves the pointer by condition, so of two discoveries at
 * once one wins and the other starts over. After it come the end entries of vanished targets, which a later run writes if this one
 * dies; and the scrapes of new shards for what is left of the minutes that are planned already.
 */
public final class DiscoverFunction implements JobFunction<Job.Discover> {
  private final ConfigSource configs;
  private final TargetFinder finder;
  private final TargetSets sets;
  private final TargetReports reports;
  private final EndEntries ends;
  private final TickPlanner planner;
  private final Dispatcher dispatcher;
  private final InstantSource clock;

  public DiscoverFunction(
      ConfigSource configs,
      TargetFinder finder,
      TargetSets sets,
      TargetReports reports,
      LevelZeroSink sink,
      TickPlanner planner,
      Dispatcher dispatcher,
      InstantSource clock) {
    this.configs = configs;
    this.finder = finder;
    this.sets = sets;
    this.reports = reports;
    this.ends = new EndEntries(sets, sink);
    this.planner = planner;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  @Override
  public JobOutcome run(Job.Discover job) {
    LoadedConfig config = configs.current();
    if (!config.sha256().equals(job.config())) {
      return new JobOutcome.Obsolete("configuration " + job.config() + " is no longer in force");
    }
    String tenant = job.tenant();
    Publication.Current<TargetSet> seen = sets.current(tenant);
    ends.settle(tenant, seen);
    seen = sets.current(tenant);
    TargetSet set = build(tenant, config, seen.set());
    Publication.Current<TargetSet> published =
        sets.publish(tenant, seen, set, clock.millis())
            .orElseThrow(() -> new StoreUnavailableException("another discovery published targets of " + tenant + " at the same time"));
    ends.settle(tenant, published);
    sendNewShards(tenant, config, seen.set(), published.set());
    return new JobOutcome.Done();
  }

  private TargetSet build(String tenant, LoadedConfig config, TargetSet before) {
    TargetFinder.Found found = finder.find(config);
    List<Target> targets = new ArrayList<>(found.targets());
    for (Target target : before.targets().values()) {
      if (found.incomplete().contains(target.pool())) {
        targets.add(target);
      }
    }
    Map<TargetIdentity, ShardAssignment.Load> loads = new HashMap<>();
    reports
        .latest(tenant)
        .forEach((target, report) -> loads.put(target, new ShardAssignment.Load(report.series(), report.health().durationSeconds())));
    ShardAssignment.Limits limits = new ShardAssignment.Limits(config.narthex().targetsPerShard(), config.narthex().seriesPerShard());
    return new TargetSet(config.sha256(), ShardAssignment.assign(targets, before.assignment(), loads, limits), found.pools());
  }

  /** The next tick plans with the new set; until then new shards, and those with a new interval, are sent from here. */
  private void sendNewShards(String tenant, LoadedConfig config, TargetSet before, TargetSet after) {
    Map<String, Long> known = new HashMap<>();
    before.shards().forEach(shard -> known.put(shard.name(), shard.interval()));
    List<Shard> fresh = after.shards().stream().filter(shard -> known.getOrDefault(shard.name(), 0L) != shard.interval()).toList();
    if (fresh.isEmpty()) {
      return;
    }
    long now = clock.millis();
    Minute last = Minute.of(now);
    if (planner.isPlanned(tenant, last.next())) {
      last = last.next();
    }
    dispatcher.send(ScrapeWork.slots(tenant, config.sha256(), fresh, now, last.end()));
  }
}
