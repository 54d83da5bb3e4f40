package dev.narthex.jobs.evaluate;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.config.QuerySettings;
import dev.narthex.jobs.rule.RuleSet;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryLog;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.promql.source.SourceException;
import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.RuleGroup;
import dev.narthex.rules.RuleHorizon;
import dev.narthex.rules.RuleSettings;
import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Evaluates the groups of a batch, each from what it left last time, all over one shared view of the stored samples. */
final class BatchEvaluator {
  private final RuleState state;
  private final EvaluationRecords records;
  private final EvaluationSource source;
  private final QueryLog log;
  private final InstantSource clock;

  BatchEvaluator(RuleState state, EvaluationRecords records, EvaluationSource source, QueryLog log, InstantSource clock) {
    this.log = log;
    this.state = state;
    this.records = records;
    this.source = source;
    this.clock = clock;
  }

  /**
   * What came out.
   *
   * @param missed slots since the last evaluation that nobody evaluated, by group
   */
  record Evaluated(List<GroupEvaluator.Evaluation> groups, Map<String, Long> missed) {}

  Evaluated evaluate(String tenant, RuleSet.Batch batch, long tick, Optional<RuleState.Entry> last, LoadedConfig config, String externalUrl) {
    Map<String, RuleGroup> configured = config.prometheus().ruleGroups().stream().collect(Collectors.toMap(RuleGroup::key, Function.identity()));
    Optional<EvaluationRecord> before = before(tenant, batch, tick, last);
    RuleSettings settings =
        new RuleSettings(
            QuerySettings.of(config).withLog(log),
            config.prometheus().global().externalLabels(),
            externalUrl,
            config.prometheus().global().ruleQueryOffset().millis(),
            config.narthex().rules().resendDelay().millis(),
            config.narthex().rules().evaluationDelay().millis());
    GroupEvaluator evaluator = new GroupEvaluator(new QueryEngine(clock), settings, clock);
    List<RuleGroup> groups = batch.members().stream().map(member -> configured.get(member.group())).filter(java.util.Objects::nonNull).toList();
    List<GroupEvaluator.Evaluation> evaluations = new ArrayList<>();
    Map<String, Long> missed = new LinkedHashMap<>();
    try {
      SeriesSource samples = source.now(tenant, RuleHorizon.widest(groups, settings, tick));
      for (RuleGroup group : groups) {
        GroupMemory memory = before.flatMap(record -> record.group(group.key()).map(g -> g.memory(record.tick()))).orElseGet(() -> elsewhere(tenant, batch, group));
        evaluations.add(evaluator.evaluate(group, tick, memory, samples));
        if (!memory.isNone() && tick - memory.tick() > batch.interval()) {
          missed.put(group.key(), (tick - memory.tick()) / batch.interval() - 1);
        }
      }
    } catch (SourceException e) {
      throw new StoreUnavailableException("rules could not read their samples: " + e.getMessage(), e);
    }
    return new Evaluated(evaluations, missed);
  }

  /**
   * The record to start from. An evaluation whose run died between its put and its item is committed all the same: the slot before this
   * one is looked for when the item does not name it.
   */
  private Optional<EvaluationRecord> before(String tenant, RuleSet.Batch batch, long tick, Optional<RuleState.Entry> last) {
    long previous = tick - batch.interval();
    if (last.isEmpty() || last.get().lastTick() < previous) {
      Optional<EvaluationRecord> unnamed = records.read(new BlockKey.Tick(tenant, batch.name(), previous).object());
      if (unnamed.isPresent()) {
        return unnamed;
      }
    }
    return last.flatMap(entry -> records.read(entry.object()));
  }

  /** The memory of a group that another batch evaluated until now; none for a group that is new. */
  private GroupMemory elsewhere(String tenant, RuleSet.Batch batch, RuleGroup group) {
    GroupMemory newest = GroupMemory.NONE;
    for (RuleState.Entry entry : state.all(tenant)) {
      if (!entry.batch().equals(batch.name()) && entry.lastTick() > newest.tick()) {
        newest = records.read(entry.object()).flatMap(record -> record.group(group.key()).map(g -> g.memory(record.tick()))).orElse(newest);
      }
    }
    return newest;
  }
}
