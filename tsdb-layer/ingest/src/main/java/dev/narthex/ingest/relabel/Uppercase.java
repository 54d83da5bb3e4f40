package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;
import java.util.Locale;

/** {@code uppercase}: sets the target label to the joined source labels in upper case. */
record Uppercase(SourceLabels source, String targetLabel) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    labels.set(targetLabel, source.join(labels).toUpperCase(Locale.ROOT));
    return true;
  }
}
