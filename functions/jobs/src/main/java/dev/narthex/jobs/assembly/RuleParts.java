package dev.narthex.jobs.assembly;

import dev.narthex.jobs.evaluate.EvaluationSink;
import dev.narthex.jobs.evaluate.EvaluationSource;
import dev.narthex.rules.AlertSink;
import java.util.List;

/**
 * The pieces of rule evaluation that touch storage and routers.
 *
 * @param alerts everybody who is told of alerts
 */
public record RuleParts(EvaluationSource source, EvaluationSink sink, List<AlertSink> alerts) {
  public RuleParts {
    alerts = List.copyOf(alerts);
  }
}
