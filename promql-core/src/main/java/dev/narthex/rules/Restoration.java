package dev.narthex.rules;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryResult.Sample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of pending alerts when nothing was evaluated for a while (Prometheus 3.x {@code rules/group.go}, RestoreForState): the
 * time that they had waited counts, the outage does not, and nobody is paged within ten minutes of the restart. Where the rule's own
 * memory is there it decides; for a group without any, {@code ALERTS_FOR_STATE} does.
 */
final class Restoration {
  /** An older {@code ALERTS_FOR_STATE}, or a pending alert from before such an outage, says nothing any more. */
  static final Duration OUTAGE_TOLERANCE = Duration.ofHours(1);

  private static final long GRACE_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long SHORTEST_OUTAGE = Duration.ofMinutes(5).toMillis();
  private static final long MISSED_TICKS = 3;

  private Restoration() {}

  /** Whether evaluations at these ticks have an outage between them; a lost tick or two is none. */
  static boolean isOutage(long lastTick, long tick, long interval) {
    return tick - lastTick > Math.max(SHORTEST_OUTAGE, MISSED_TICKS * interval);
  }

  /** A rule's memory after an outage: firing alerts go on, pending ones wait for what was left or begin anew. */
  static RuleMemory afterOutage(Rule.Alerting rule, RuleMemory before, long lastTick, long tick) {
    Map<Labels, ActiveAlert> alerts = new HashMap<>(before.alerts());
    boolean remembered = tick - lastTick <= OUTAGE_TOLERANCE.toMillis() && rule.holdMillis() >= GRACE_MILLIS;
    alerts.values().removeIf(alert -> alert.state() == ActiveAlert.State.PENDING && !remembered);
    alerts.replaceAll(
        (labels, alert) -> alert.state() == ActiveAlert.State.PENDING ? alert.activeSince(activeAt(rule, alert.activeAt(), lastTick, tick)) : alert);
    return new RuleMemory(alerts, before.series());
  }

  /** When the alerts of a rule without memory became active, by labels, out of the series that an earlier life has written. */
  static Map<Labels, Long> fromSeries(Rule.Alerting rule, RuleQueries queries, long tick) {
    if (rule.holdMillis() < GRACE_MILLIS) {
      return Map.of(); // waits for its own short time instead
    }
    String selector = "ALERTS_FOR_STATE{alertname=" + GoQuote.quote(rule.name()) + "}";
    Map<Labels, Long> seen = new HashMap<>();
    for (Sample s : queries.run("timestamp(" + selector + ")")) {
      seen.put(s.labels().withoutMetricName(), Math.round(s.value() * 1000));
    }
    Map<Labels, Long> restored = new HashMap<>();
    List<Sample> samples = seen.isEmpty() ? List.of() : queries.run(selector);
    for (Sample s : samples) {
      Labels labels = s.labels().withoutMetricName();
      Long downAt = seen.get(labels);
      if (downAt != null) {
        restored.put(labels, activeAt(rule, Math.round(s.value()) * 1000, downAt, tick));
      }
    }
    return restored;
  }

  private static long activeAt(Rule.Alerting rule, long activeAt, long downAt, long tick) {
    long remaining = rule.holdMillis() - (downAt - activeAt);
    if (remaining <= 0) {
      return activeAt;
    }
    return remaining < GRACE_MILLIS ? tick + GRACE_MILLIS - rule.holdMillis() : activeAt + (tick - downAt);
  }
}
