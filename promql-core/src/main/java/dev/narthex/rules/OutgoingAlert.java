package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.Map;

/**
 * An alert as it is told to a router. Times are epoch milliseconds.
 *
 * @param labels {@code alertname} included
 * @param startsAt when it began to fire
 * @param endsAt when it ended, or until when it counts as firing unless it is told again
 * @param generatorUrl where its expression can be looked at
 */
public record OutgoingAlert(Labels labels, Map<String, String> annotations, long startsAt, long endsAt, String generatorUrl) {
  public OutgoingAlert {
    annotations = Map.copyOf(annotations);
  }

  public OutgoingAlert withLabels(Labels others) {
    return new OutgoingAlert(others, annotations, startsAt, endsAt, generatorUrl);
  }
}
