package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Evaluates an alerting rule: which alerts begin, hold, fire, linger and end (Prometheus 3.x {@code rules/alerting.go}). */
final class AlertingEvaluation {
  /** A resolved alert is told to the router for this long. */
  static final long RESOLVED_RETENTION_MILLIS = 15 * 60_000;

  private static final String ALERT_NAME = "alertname";

  private final Rule.Alerting rule;
  private final AlertTemplates.Context context;
  private final Times times;
  private final long time;

  /**
   * The moments of an evaluation, epoch milliseconds.
   *
   * @param tick what alerts' times are
   * @param samples what the samples carry: the tick minus the query offset
   */
  record Times(long tick, long samples) {}

  private AlertingEvaluation(Rule.Alerting rule, AlertTemplates.Context context, Times times) {
    this.rule = rule;
    this.context = context;
    this.times = times;
    this.time = times.tick();
  }

  /**
   * @param restored when alerts that the memory lacks became active, by labels; asked for only when there are such alerts
   */
  static RuleOutcome evaluate(
      Rule.Alerting rule,
      RuleQueries queries,
      RuleMemory before,
      Function<Rule.Alerting, Map<Labels, Long>> restored,
      AlertTemplates.Context context,
      Times times,
      int limit) {
    QueryOutcome outcome = queries.run(rule.expression(), rule.query());
    List<Sample> samples = RuleQueries.vector(outcome.result());
    Map<Labels, Long> activeAt = samples.isEmpty() ? Map.of() : restored.apply(rule);
    return new AlertingEvaluation(rule, context, times).evaluate(samples, before, activeAt, limit, outcome);
  }

  private RuleOutcome evaluate(List<Sample> samples, RuleMemory before, Map<Labels, Long> restored, int limit, QueryOutcome outcome) {
    Map<Labels, ActiveAlert> result = new LinkedHashMap<>();
    for (Sample s : samples) {
      Labels labels = labels(s);
      ActiveAlert fresh = new ActiveAlert(labels, annotations(s), ActiveAlert.State.PENDING, s.value(), restored.getOrDefault(labels, time), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0);
      if (result.put(labels, fresh) != null) {
        return RuleOutcome.failed(rule, before, "vector contains metrics with the same labelset after applying alert labels");
      }
    }
    Map<Labels, ActiveAlert> after = new TreeMap<>();
    int alive = 0;
    for (ActiveAlert fresh : result.values()) {
      ActiveAlert known = before.alerts().get(fresh.labels());
      ActiveAlert alert = known == null || known.state() == ActiveAlert.State.INACTIVE ? fresh : known.seen(fresh.value(), fresh.annotations());
      after.put(fresh.labels(), held(alert));
      alive++;
    }
    for (ActiveAlert known : before.alerts().values()) {
      if (!result.containsKey(known.labels())) {
        Optional<ActiveAlert> left = gone(known);
        left.ifPresent(alert -> after.put(alert.labels(), alert));
        alive += left.isPresent() && left.get().state() != ActiveAlert.State.INACTIVE ? 1 : 0;
      }
    }
    if (limit > 0 && alive > limit) {
      return RuleOutcome.failed(rule, RuleMemory.NONE, "exceeded limit of " + limit + " with " + alive + " alerts");
    }
    List<Sample> written = series(after);
    return new RuleOutcome(rule, written, new RuleMemory(Map.copyOf(after), written.stream().map(Sample::labels).toList()), outcome.annotations());
  }

  /** An alert whose expression holds now. */
  private ActiveAlert held(ActiveAlert alert) {
    boolean longEnough = time - alert.activeAt() >= rule.holdMillis();
    if (alert.state() == ActiveAlert.State.PENDING && longEnough) {
      return alert.firing(time);
    }
    return alert.state() == ActiveAlert.State.FIRING && !longEnough ? alert.pendingAgain() : alert;
  }

  /** An alert whose expression holds no more: lingers, is resolved, or is forgotten. */
  private Optional<ActiveAlert> gone(ActiveAlert alert) {
    if (alert.state() == ActiveAlert.State.FIRING && rule.keepFiringMillis() > 0) {
      ActiveAlert kept = alert.keepFiringSince().isPresent() ? alert : alert.keptSince(time);
      if (time - kept.keepFiringSince().getAsLong() < rule.keepFiringMillis()) {
        return Optional.of(kept);
      }
    }
    if (alert.state() == ActiveAlert.State.PENDING) {
      return Optional.empty();
    }
    if (alert.resolvedAt().isPresent()) {
      return time - alert.resolvedAt().getAsLong() > RESOLVED_RETENTION_MILLIS ? Optional.empty() : Optional.of(alert);
    }
    return Optional.of(alert.resolved(time));
  }

  private Labels labels(Sample s) {
    Labels.Builder labels = s.labels().withoutMetricName().edit();
    rule.labels().forEach((name, text) -> labels.set(name, AlertTemplates.expand(rule, text, s.labels(), s.value(), context)));
    return labels.set(ALERT_NAME, rule.name()).build();
  }

  private Map<String, String> annotations(Sample s) {
    Map<String, String> annotations = new TreeMap<>();
    rule.annotations().forEach((name, text) -> annotations.put(name, AlertTemplates.expand(rule, text, s.labels(), s.value(), context)));
    return Map.copyOf(annotations);
  }

  private List<Sample> series(Map<Labels, ActiveAlert> alerts) {
    List<Sample> samples = new ArrayList<>();
    for (ActiveAlert alert : alerts.values()) {
      if (alert.state() == ActiveAlert.State.INACTIVE) {
        continue;
      }
      Labels.Builder labels = alert.labels().edit();
      samples.add(new Sample(labels.set(Labels.METRIC_NAME, "ALERTS").set("alertstate", alert.state().word()).build(), times.samples(), 1, null));
      Labels forState = alert.labels().edit().set(Labels.METRIC_NAME, "ALERTS_FOR_STATE").build();
      samples.add(new Sample(forState, times.samples(), Math.floorDiv(alert.activeAt(), 1000L), null));
    }
    return samples;
  }
}
