package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code dropequal}: drops what has a target label equal to the joined source labels. */
record DropEqual(SourceLabels source, String targetLabel) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    return !labels.get(targetLabel).equals(source.join(labels));
  }
}
