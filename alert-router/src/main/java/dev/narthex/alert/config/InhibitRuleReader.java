package dev.narthex.alert.config;

import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.matcher.MatcherText;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One entry of {@code inhibit_rules}; an empty one is legal and does nothing. */
final class InhibitRuleReader {
  private InhibitRuleReader() {}

  static InhibitRule read(MappingReader r, MatcherLists matchers) {
    String name = r.string("name").orElse("");
    List<LabelMatcher> sources = matchers.read(r, "source_");
    List<LabelMatcher> targets = matchers.read(r, "target_");
    List<String> equal = r.strings("equal");
    for (String label : equal) {
      if (!matchers.isLabelName(label)) {
        throw r.error("equal", "invalid label name " + GoQuote.quote(label) + " in equal list");
      }
    }
    return new InhibitRule(name, sources, targets, new TreeSet<>(equal));
  }

  static Map<String, Object> toYaml(InhibitRule rule) {
    return new YamlTree()
        .put("name", rule.name())
        .put("source_matchers", rule.sources().stream().map(MatcherText::of).toList())
        .put("target_matchers", rule.targets().stream().map(MatcherText::of).toList())
        .put("equal", List.copyOf(rule.equal()))
        .build();
  }
}
