package dev.narthex.jobs.view;

import dev.narthex.api.Tenant;
import dev.narthex.api.rules.GroupStatus;
import dev.narthex.api.rules.RuleStatus;
import dev.narthex.api.rules.RulesView;
import dev.narthex.ingest.discovery.AlertmanagerDiscovery;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.evaluate.EvaluationRecord;
import dev.narthex.jobs.evaluate.EvaluationRecords;
import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.RuleGroup;
import dev.narthex.rules.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The groups of the configuration in force with what their last stored evaluations left; any process can answer, whoever evaluates. A
 * group is looked up by its key in the newest evaluations of all batches.
 */
public final class CurrentRules implements RulesView {
  private final ConfigSource configs;
  private final RuleState state;
  private final EvaluationRecords records;
  private final Supplier<List<AlertmanagerDiscovery.Found>> alertmanagers;

  public CurrentRules(ConfigSource configs, RuleState state, EvaluationRecords records, Supplier<List<AlertmanagerDiscovery.Found>> alertmanagers) {
    this.configs = configs;
    this.state = state;
    this.records = records;
    this.alertmanagers = alertmanagers;
  }

  @Override
  public List<GroupStatus> groups(Tenant tenant) {
    Map<String, EvaluationRecord.Group> last = new HashMap<>();
    state.all(tenant.name()).stream()
        .sorted(Comparator.comparingLong(RuleState.Entry::lastTick))
        .flatMap(entry -> records.read(entry.object()).stream())
        .flatMap(record -> record.groups().stream())
        .forEach(group -> last.put(group.key(), group));
    return configs.current().prometheus().ruleGroups().stream()
        .sorted(Comparator.comparing(RuleGroup::file).thenComparing(RuleGroup::name))
        .map(group -> status(group, Optional.ofNullable(last.get(group.key()))))
        .toList();
  }

  private static GroupStatus status(RuleGroup group, Optional<EvaluationRecord.Group> last) {
    String[] keys = GroupMemory.keys(group.rules());
    List<RuleStatus> rules = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      String key = keys[i];
      Optional<EvaluationRecord.Rule> rule = last.flatMap(g -> g.rule(key));
      List<ActiveAlert> alerts =
          rule.map(r -> r.memory().alerts().values().stream().sorted(Comparator.comparing(ActiveAlert::labels)).toList()).orElse(List.of());
      rules.add(new RuleStatus(group.rules().get(i), rule.map(r -> evaluated(r.at(), r.tookNanos())), rule.map(EvaluationRecord.Rule::error).orElse(""), alerts));
    }
    return new GroupStatus(group, last.map(g -> evaluated(g.at(), g.tookNanos())), rules);
  }

  private static GroupStatus.Evaluated evaluated(long at, long tookNanos) {
    return new GroupStatus.Evaluated(Instant.ofEpochMilli(at), Duration.ofNanos(tookNanos));
  }

  @Override
  public Alertmanagers alertmanagers(Tenant tenant) {
    List<AlertmanagerDiscovery.Found> found = alertmanagers.get();
    return new Alertmanagers(
        urls(found.stream().flatMap(f -> f.active().stream())), urls(found.stream().flatMap(f -> f.dropped().stream())));
  }

  private static List<String> urls(Stream<java.net.URI> urls) {
    return urls.map(java.net.URI::toString).distinct().toList();
  }
}
