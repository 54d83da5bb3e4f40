package dev.narthex.jobs.evaluate;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.rule.RuleSet;
import dev.narthex.jobs.rule.RuleSets;
import dev.narthex.promql.query.QueryLog;
import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates one batch for one slot.
 *
 * <p>The put of the batch's object is the commit: of several runs of one job the first to store wins, and every run goes on from the
 * stored record. The state item and the alerts follow from that record, so a retry tells the same alerts and never evaluates on top of
 * what was evaluated. The item only moves forward: a tick that comes after a later one changes nothing.
 */
public final class EvaluateFunction implements JobFunction<Job.Evaluate> {
  private final ConfigSource configs;
  private final RuleSets sets;
  private final RuleState state;
  private final EvaluationRecords records;
  private final BatchEvaluator evaluator;
  private final EvaluationSink sink;
  private final AlertDispatch alerts;
  private final RuleMetrics metrics;
  private final InstantSource clock;
  private final String externalUrl;
  private final RuleBlock block = new RuleBlock();

  /**
   * What evaluations stand on.
   *
   * @param externalUrl what links begin with when narthex.yml does not say
   * @param log told of every query
   */
  public record Needs(
      RuleSets sets, RuleState state, EvaluationRecords records, EvaluationSource source, EvaluationSink sink, AlertDispatch alerts, RuleMetrics metrics, String externalUrl,
      QueryLog log) {}

  public EvaluateFunction(ConfigSource configs, Needs needs, InstantSource clock) {
    this.configs = configs;
    this.sets = needs.sets;
    this.state = needs.state;
    this.records = needs.records;
    this.evaluator = new BatchEvaluator(needs.state, needs.records, needs.source, needs.log, clock);
    this.sink = needs.sink;
    this.alerts = needs.alerts;
    this.metrics = needs.metrics;
    this.externalUrl = needs.externalUrl;
    this.clock = clock;
  }

  @Override
  public JobOutcome run(Job.Evaluate job) {
    RuleSet set = sets.current(job.tenant()).set();
    Optional<RuleSet.Batch> batch = set.batch(job.batch());
    if (batch.isEmpty()) {
      return new JobOutcome.Obsolete("the rule set in force has no batch " + job.batch());
    }
    // The set was built under a configuration that may be older than the one in force: its groups stand there.
    LoadedConfig config = configs.version(set.config()).orElseGet(configs::current);
    Optional<RuleState.Entry> last = state.read(job.tenant(), job.batch());
    long lastTick = last.map(RuleState.Entry::lastTick).orElse(Long.MIN_VALUE);
    if (lastTick > job.tick()) {
      return new JobOutcome.Obsolete("a later tick of " + job.batch() + " is evaluated already");
    }
    if (lastTick == job.tick()) {
      metrics.repeated();
      tell(job, stored(last.get().object()), config);
      return new JobOutcome.Done();
    }
    long late = clock.millis() - job.tick();
    if (batch.get().schedule().missed(job.tick() + config.narthex().rules().evaluationDelay().millis(), clock.millis())) {
      return new JobOutcome.Missed(late);
    }
    evaluate(job, batch.get(), last, config);
    return new JobOutcome.Done();
  }

  private void evaluate(Job.Evaluate job, RuleSet.Batch batch, Optional<RuleState.Entry> last, LoadedConfig config) {
    String object = new BlockKey.Tick(job.tenant(), job.batch(), job.tick()).object();
    BatchEvaluator.Evaluated evaluated = evaluator.evaluate(job.tenant(), batch, job.tick(), last, config, url(config));
    List<GroupEvaluator.Evaluation> groups = evaluated.groups();
    EvaluationRecord record = new EvaluationRecord(job.batch(), job.tick(), groups.stream().map(EvaluationRecord::of).toList());
    switch (sink.write(job.tenant(), job.batch(), job.tick(), block.rows(groups), EvaluationRecordCodec.encode(record))) {
      case STORED -> {
        records.keep(object, record);
        groups.forEach(metrics::evaluated);
        evaluated.missed().forEach(metrics::missed);
      }
      case EXISTS -> {
        metrics.repeated();
        record = stored(object);
      }
    }
    if (state.advance(job.tenant(), new RuleState.Entry(job.batch(), job.tick(), object))) {
      tell(job, record, config);
    }
  }

  private EvaluationRecord stored(String object) {
    return records.read(object).orElseThrow(() -> new StoreUnavailableException("evaluation " + object + " is named by the rule state but not stored"));
  }

  private void tell(Job.Evaluate job, EvaluationRecord record, LoadedConfig config) {
    alerts.send(job.tenant(), record, config.prometheus(), url(config));
  }

  private String url(LoadedConfig config) {
    return config.narthex().rules().externalUrl().orElse(externalUrl);
  }
}
