package dev.narthex.ingest.config;

import dev.narthex.yaml.MappingReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What reading one configuration carries along: the environment for {@code $NAME}, the driver's discovery mechanisms, and the warnings so far. */
final class ReadContext {
  private final Map<String, String> environment;
  private final DiscoveryReader discovery;
  private final Set<String> warnings = new LinkedHashSet<>();

  ReadContext(Map<String, String> environment, Set<String> extensions) {
    this.environment = environment;
    this.discovery = new DiscoveryReader(extensions);
  }

  DiscoveryReader discovery() {
    return discovery;
  }

  void warn(MappingReader reader, String key, String sentence) {
    warnings.add(reader.position(key) + ": " + sentence);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  List<String> warnings() {
    return new ArrayList<>(warnings);
  }

  /** {@code $NAME} and {@code ${NAME}} from the environment ({@code $$} is a dollar sign); an unset name is empty and a warning, as in Prometheus. */
  String expand(MappingReader reader, String key, String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        out.append(c);
        at++;
        continue;
      }
      boolean braces = text.charAt(at + 1) == '{';
      int start = at + (braces ? 2 : 1);
      int end = start;
      while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      if (text.charAt(at + 1) == '$') {
        out.append('$');
        at += 2;
      } else if (end == start || (braces && (end == text.length() || text.charAt(end) != '}'))) {
        out.append(c);
        at++;
      } else {
        String value = environment.get(text.substring(start, end));
        if (value == null) {
          warn(reader, key, "the environment has no " + text.substring(start, end) + "; the label is set without it");
        }
        out.append(value == null ? "" : value);
        at = braces ? end + 1 : end;
      }
    }
    return out.toString();
  }
}
