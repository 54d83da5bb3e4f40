package dev.narthex.jobs.assembly;

import dev.narthex.ingest.discovery.AlertmanagerDiscovery;
import dev.narthex.jobs.evaluate.EvaluationSink;
import dev.narthex.jobs.evaluate.EvaluationSource;
import dev.narthex.rules.AlertSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The pieces of rule evaluation that touch storage and routers.
 *
 * @param alerts everybody who is told of alerts
 * @param alertmanagers those outside, as discovery finds them
 */
public record RuleParts(
    EvaluationSource source, EvaluationSink sink, List<AlertSink> alerts, Supplier<List<AlertmanagerDiscovery.Found>> alertmanagers) {
  public RuleParts {
    alerts = List.copyOf(alerts);
  }

  /** The same parts, and one more that is told of alerts. */
  RuleParts alsoTelling(AlertSink sink) {
    List<AlertSink> all = new ArrayList<>(alerts);
    all.add(sink);
    return new RuleParts(source, this.sink, all, alertmanagers);
  }
}
