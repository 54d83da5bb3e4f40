package dev.narthex.ingest.relabel;

import com.google.re2j.Matcher;
import dev.narthex.model.Labels;

/** {@code replace}: when the source matches, sets the target label to the replacement; an empty replacement removes it. */
record Replace(SourceLabels source, AnchoredRegex regex, ReplacementTemplate target, ReplacementTemplate replacement) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    Matcher matcher = regex.matcher(source.join(labels));
    if (matcher.matches()) {
      String name = target.expand(matcher);
      if (!name.isEmpty()) {
        labels.set(name, replacement.expand(matcher));
      }
    }
    return true;
  }
}
