package dev.narthex.rules;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.template.TemplateException;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Reads rule files strictly: unknown keys, bad names, bad expressions and bad templates are errors with file and line. */
public final class RuleFileReader {
  private final PromqlParser parser;
  private final long defaultIntervalMillis;

  /**
   * A reader.
   *
   * @param defaultIntervalMillis the global evaluation interval, for groups without their own
   */
  public RuleFileReader(PromqlParser parser, long defaultIntervalMillis) {
    this.parser = parser;
    this.defaultIntervalMillis = defaultIntervalMillis;
  }

  /**
   * The groups of one file.
   *
   * @throws ConfigException for the first thing that is wrong
   */
  public List<RuleGroup> read(String file, String text) {
    YamlNode root = YamlParser.parse(file, text);
    if (root instanceof YamlNode.Scalar s && s.isNull()) {
      return List.of();
    }
    return MappingReader.read(
        root,
        "rule file",
        r -> {
          Set<String> names = new HashSet<>();
          return r.mappings("groups", g -> group(file, g, names));
        });
  }

  private RuleGroup group(String file, MappingReader r, Set<String> names) {
    String name = r.required("name");
    if (!names.add(name)) {
      throw r.error("name", "the group name " + GoQuote.quote(name) + " is repeated in the same file; group names must be unique in a file");
    }
    long interval = r.duration("interval").map(PromDuration::millis).filter(i -> i > 0).orElse(defaultIntervalMillis);
    OptionalLong offset = r.duration("query_offset").map(d -> OptionalLong.of(d.millis())).orElse(OptionalLong.empty());
    int limit = Math.toIntExact(r.count("limit").orElse(0L));
    Map<String, String> shared = labels(r, "labels");
    List<Rule> rules = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Rule rule : r.mappings("rules", x -> rule(x, shared))) {
      if (!seen.add(List.of(rule.getClass(), rule.name(), rule.labels(), rule.query()))) {
        throw r.error("rules", "the rule " + GoQuote.quote(rule.name()) + " stands twice in group " + GoQuote.quote(name) + " with the same labels and expression");
      }
      rules.add(rule);
    }
    return new RuleGroup(file, name, interval, offset, limit, rules);
  }

  private Rule rule(MappingReader r, Map<String, String> shared) {
    if (r.has("record") == r.has("alert")) {
      throw new ConfigException(r.position(), r.has("record") ? "only one of 'record' and 'alert' must be set" : "one of 'record' or 'alert' must be set");
    }
    String query = r.required("expr");
    Expr expression;
    try {
      expression = parser.parse(query);
    } catch (ParseException e) {
      throw r.error("expr", "could not parse expression: " + e.getMessage());
    }
    Map<String, String> labels = new LinkedHashMap<>(shared);
    labels.putAll(labels(r, "labels"));
    if (r.has("record")) {
      for (String key : List.of("for", "keep_firing_for", "annotations")) {
        if (r.has(key)) {
          throw r.error(key, "invalid field '" + key + "' in recording rule");
        }
      }
      String name = r.required("record");
      if (name.isEmpty() || name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
        throw r.error("record", "invalid recording rule name: " + name + "; braces in the name suggest that an expression stands there instead");
      }
      return new Rule.Recording(name, query, expression, Map.copyOf(labels));
    }
    String name = r.required("alert");
    Map<String, String> annotations = r.stringMap("annotations");
    long hold = r.duration("for").map(PromDuration::millis).orElse(0L);
    long keep = r.duration("keep_firing_for").map(PromDuration::millis).orElse(0L);
    checkTemplates(r, name, labels, "labels");
    checkTemplates(r, name, annotations, "annotations");
    return new Rule.Alerting(name, query, expression, hold, keep, Map.copyOf(labels), Map.copyOf(annotations));
  }

  private static Map<String, String> labels(MappingReader r, String key) {
    Map<String, String> labels = r.stringMap(key);
    for (String name : labels.keySet()) {
      if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
        throw r.error(key, "invalid label name: " + name);
      }
    }
    return labels;
  }

  private static void checkTemplates(MappingReader r, String alert, Map<String, String> templates, String key) {
    templates.forEach(
        (name, text) -> {
          try {
            AlertTemplates.check(alert, text);
          } catch (TemplateException e) {
            throw r.error(key, name + ": " + e.getMessage());
          }
        });
  }
}
