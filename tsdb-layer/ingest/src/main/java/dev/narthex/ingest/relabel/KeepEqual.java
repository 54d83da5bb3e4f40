package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code keepequal}: drops what has a target label that differs from the joined source labels. */
record KeepEqual(SourceLabels source, String targetLabel) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    return labels.get(targetLabel).equals(source.join(labels));
  }
}
