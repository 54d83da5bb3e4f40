package dev.narthex.jobs.rule;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.Schedule;
import dev.narthex.jobs.tick.Minute;
import dev.narthex.jobs.tick.PlannedWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The evaluations: each batch of the current rule set, run {@code rules.evaluation_delay} after its slots. */
public final class EvaluateWork implements PlannedWork {
  private final RuleSets sets;

  public EvaluateWork(RuleSets sets) {
    this.sets = sets;
  }

  @Override
  public List<Due> in(Minute minute, String tenant, LoadedConfig config) {
    long delay = config.narthex().rules().evaluationDelay().millis();
    return slots(tenant, config.sha256(), sets.current(tenant).set().batches(), delay, minute.start(), minute.end());
  }

  /** The evaluations of some batches that run in {@code [from, before)}. */
  static List<Due> slots(String tenant, String config, Collection<RuleSet.Batch> batches, long delay, long from, long before) {
    List<Due> due = new ArrayList<>();
    for (RuleSet.Batch batch : batches) {
      Schedule schedule = batch.schedule();
      for (long tick = schedule.slotFrom(from - delay); tick + delay < before; tick += schedule.interval()) {
        due.add(new Due(new Job.Evaluate(tenant, config, batch.name(), tick), tick + delay, schedule.interval()));
      }
    }
    return due;
  }
}
