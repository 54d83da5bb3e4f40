package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code keep}: drops what does not match. */
record Keep(SourceLabels source, AnchoredRegex regex) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    return regex.matches(source.join(labels));
  }
}
