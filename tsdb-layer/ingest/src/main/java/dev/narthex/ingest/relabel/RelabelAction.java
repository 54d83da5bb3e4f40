package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;

/** What one relabel rule does. Immutable and thread-safe. */
sealed interface RelabelAction
    permits Replace, Keep, Drop, KeepEqual, DropEqual, HashMod, LabelMap, LabelDrop, LabelKeep, Lowercase, Uppercase {
  /** Changes the labels in place; false drops them altogether. */
  boolean apply(Labels.Builder labels);
}
