package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code drop}: drops what matches. */
record Drop(SourceLabels source, AnchoredRegex regex) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    return !regex.matches(source.join(labels));
  }
}
