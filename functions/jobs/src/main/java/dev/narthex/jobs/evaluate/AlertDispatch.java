package dev.narthex.jobs.evaluate;

import dev.narthex.ingest.config.PrometheusConfig;
import dev.narthex.model.Labels;
import dev.narthex.rules.AlertSink;
import dev.narthex.rules.AlertTemplates;
import dev.narthex.rules.OutgoingAlert;
import dev.narthex.rules.Sending;
import java.util.ArrayList;
import java.util.List;

/** Takes the alerts that a stored evaluation marked to everybody who wants them. */
public final class AlertDispatch {
  private final List<AlertSink> sinks;

  public AlertDispatch(List<AlertSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /**
   * Sends. The same record gives the same alerts.
   *
   * @param externalUrl stands before the links
   */
  void send(String tenant, EvaluationRecord record, PrometheusConfig config, String externalUrl) {
    List<OutgoingAlert> alerts = new ArrayList<>();
    for (EvaluationRecord.Group group : record.groups()) {
      for (EvaluationRecord.Rule rule : group.rules()) {
        for (OutgoingAlert alert : Sending.due(rule.memory(), record.tick(), externalUrl + AlertTemplates.tableLink(rule.query()))) {
          Labels labelled = withExternal(alert.labels(), config.global().externalLabels());
          config.alerting().alertRelabeling().apply(labelled).filter(l -> !l.isEmpty()).ifPresent(labels -> alerts.add(alert.withLabels(labels)));
        }
      }
    }
    if (!alerts.isEmpty()) {
      sinks.forEach(sink -> sink.send(tenant, alerts));
    }
  }

  /** External labels fill in what the alert does not say itself. */
  private static Labels withExternal(Labels labels, Labels external) {
    Labels.Builder all = external.edit();
    for (int i = 0; i < labels.size(); i++) {
      all.set(labels.name(i), labels.value(i));
    }
    return all.build();
  }
}
