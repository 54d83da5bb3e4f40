package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;
import java.util.Locale;

/** {@code lowercase}: sets the target label to the joined source labels in lower case. */
record Lowercase(SourceLabels source, String targetLabel) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    labels.set(targetLabel, source.join(labels).toLowerCase(Locale.ROOT));
    return true;
  }
}
