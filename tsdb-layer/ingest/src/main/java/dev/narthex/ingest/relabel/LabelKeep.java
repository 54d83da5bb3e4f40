package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** {@code labelkeep}: removes the labels whose name does not match. */
record LabelKeep(AnchoredRegex regex) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    labels.names().stream().filter(name -> !regex.matches(name)).forEach(labels::remove);
    return true;
  }
}
