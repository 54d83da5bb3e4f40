package dev.narthex.ingest.relabel;

import com.google.re2j.Matcher;
import dev.narthex.model.Labels;

/** {@code labelmap}: copies each label whose name matches to the name that the replacement gives. Looks at the labels as they were before the rule. */
record LabelMap(AnchoredRegex regex, ReplacementTemplate replacement) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    Labels before = labels.build();
    for (int i = 0; i < before.size(); i++) {
      Matcher matcher = regex.matcher(before.name(i));
      if (matcher.matches()) {
        String name = replacement.expand(matcher);
        if (!name.isEmpty()) {
          labels.set(name, before.value(i));
        }
      }
    }
    return true;
  }
}
