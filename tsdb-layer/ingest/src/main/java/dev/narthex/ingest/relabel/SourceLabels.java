package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;
import java.util.List;

/** The values of some labels, joined: what most actions look at. */
record SourceLabels(List<String> names, String separator) {
  String join(Labels.Builder labels) {
    if (names.size() == 1) {
      return labels.get(names.getFirst());
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(labels.get(names.get(i)));
    }
    return joined.toString();
  }
}
