package dev.narthex.jobs.rule;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.publish.Publication;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.Minute;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;

/**
 * Publishes the rule groups of the configuration in force, as part of discovery. After a publication the timelines of rules that are no
 * more get an end entry, and new batches the evaluations of the minutes that are planned already.
 */
public final class DiscoverRules {
  private final RuleSets sets;
  private final RuleState state;
  private final RuleEnds ends;
  private final TickPlanner planner;
  private final Dispatcher dispatcher;
  private final InstantSource clock;

  public DiscoverRules(RuleSets sets, RuleState state, LevelZeroSink sink, TickPlanner planner, Dispatcher dispatcher, InstantSource clock) {
    this.sets = sets;
    this.state = state;
    this.ends = new RuleEnds(sets, sink);
    this.planner = planner;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /** Runs the discovery of targets and then publishes the rules, even when targets could not be found. */
  public JobOutcome after(JobFunction<Job.Discover> targets, Job.Discover job, ConfigSource configs) {
    try {
      return targets.run(job);
    } finally {
      LoadedConfig config = configs.current();
      if (config.sha256().equals(job.config())) {
        publish(job.tenant(), config);
      }
    }
  }

  /** Publishes; nothing changes when the rules are as they were. */
  private void publish(String tenant, LoadedConfig config) {
    Publication.Current<RuleSet> seen = sets.current(tenant);
    ends.settle(tenant, seen);
    seen = sets.current(tenant);
    List<RuleSet.Batch> batches = BatchAssignment.assign(config.prometheus().ruleGroups(), seen.set().assignment());
    Publication.Current<RuleSet> before = seen;
    Publication.Current<RuleSet> published =
        sets.publish(tenant, seen, new RuleSet(config.sha256(), batches), clock.millis())
            .orElseThrow(() -> new StoreUnavailableException("another discovery published rules of " + tenant + " at the same time"));
    ends.settle(tenant, published);
    sendNewBatches(tenant, config, before.set(), published.set());
    if (!published.hash().equals(before.hash())) {
      forget(tenant, published.set());
    }
  }

  /** The next tick plans with the new set; until then new batches are sent from here. */
  private void sendNewBatches(String tenant, LoadedConfig config, RuleSet before, RuleSet after) {
    List<RuleSet.Batch> fresh = after.batches().stream().filter(batch -> before.batch(batch.name()).isEmpty()).toList();
    if (fresh.isEmpty()) {
      return;
    }
    long now = clock.millis();
    Minute last = Minute.of(now);
    if (planner.isPlanned(tenant, last.next())) {
      last = last.next();
    }
    long delay = config.narthex().rules().evaluationDelay().millis();
    dispatcher.send(EvaluateWork.slots(tenant, config.sha256(), fresh, delay, now, last.end()));
  }

  /** Batches without a group: their memory has been asked for by whoever took their groups, or is of nobody. */
  private void forget(String tenant, RuleSet set) {
    long old = clock.millis() - RuleEnds.MEMORY_MILLIS;
    for (RuleState.Entry entry : state.all(tenant)) {
      if (set.batch(entry.batch()).isEmpty() && entry.lastTick() < old) {
        state.remove(tenant, entry);
      }
    }
  }
}
