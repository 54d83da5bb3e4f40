package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code labeldrop}: removes the labels whose name matches. */
record LabelDrop(AnchoredRegex regex) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    labels.names().stream().filter(regex::matches).forEach(labels::remove);
    return true;
  }
}
