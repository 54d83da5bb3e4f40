package dev.narthex.alert.config;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.matcher.MatcherParser;
import dev.narthex.alert.matcher.MatcherSyntaxException;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the three ways to write conditions ({@code match}, {@code match_re}, {@code matchers}) as one sorted list. */
final class MatcherLists {
  static final Comparator<LabelMatcher> ORDER =
      Comparator.comparing(LabelMatcher::name).thenComparing(LabelMatcher::value).thenComparing(LabelMatcher::type);

  private final MatcherMode mode;
  private final MatcherParser parser;
  private final List<String> warnings;

  MatcherLists(MatcherMode mode, List<String> warnings) {
    this.mode = mode;
    this.parser = new MatcherParser(mode);
    this.warnings = warnings;
  }

  /**
   * The conditions of a mapping.
   *
   * @param prefix of the keys: "", {@code source_} or {@code target_}
   */
  List<LabelMatcher> read(MappingReader r, String prefix) {
    List<LabelMatcher> found = new ArrayList<>();
    for (YamlNode.Entry e : r.entries(prefix + "match")) {
      found.add(matcher(LabelMatcher.Type.EQUAL, e));
    }
    for (YamlNode.Entry e : r.entries(prefix + "match_re")) {
      found.add(matcher(LabelMatcher.Type.REGEX, e));
    }
    for (YamlNode item : r.items(prefix + "matchers")) {
      found.addAll(parsed(item));
    }
    return found.stream().distinct().sorted(ORDER).toList();
  }

  private LabelMatcher matcher(LabelMatcher.Type type, YamlNode.Entry e) {
    if (!isLabelName(e.key())) {
      throw new ConfigException(e.position(), "invalid label name " + GoQuote.quote(e.key()));
    }
    if (!(e.value() instanceof YamlNode.Scalar value)) {
      throw new ConfigException(e.value().position(), e.key() + " must be a single value, but here is " + e.value().kind());
    }
    if (value.isNull() && type == LabelMatcher.Type.REGEX) {
      throw new ConfigException(e.position(), "invalid label " + GoQuote.quote(e.key()) + ": the regular expression is missing");
    }
    try {
      return LabelMatcher.of(type, e.key(), value.isNull() ? "" : value.text());
    } catch (IllegalArgumentException bad) {
      throw new ConfigException(value.position(), "the regular expression of " + e.key() + " does not parse: " + bad.getMessage(), bad);
    }
  }

  private List<LabelMatcher> parsed(YamlNode item) {
    if (!(item instanceof YamlNode.Scalar line)) {
      throw new ConfigException(item.position(), "a matcher must be a text such as severity=\"page\", but here is " + item.kind());
    }
    try {
      MatcherParser.Parsed parsed = parser.matchers(line.text());
      parsed.advice().ifPresent(advice -> warnings.add(item.position() + ": " + advice));
      return parsed.matchers();
    } catch (MatcherSyntaxException bad) {
      throw new ConfigException(item.position(), String.valueOf(bad.getMessage()), bad);
    }
  }

  boolean isLabelName(String name) {
    return mode == MatcherMode.CLASSIC ? GoQuote.isLegacyLabelName(name) : !name.isEmpty();
  }
}
