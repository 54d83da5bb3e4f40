package dev.narthex.alert.receiver.send;

import dev.narthex.alert.json.Json;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A piece of YAML whose texts are templates: {@code payload} of webhooks, {@code details} of PagerDuty, {@code fields} of Jira. Keys are
 * templates too. A text that expands to YAML other than a text takes its place as such ({@code {{ len .Alerts }}} becomes a number, and
 * {@code {{ .CommonLabels | toJson }}} an object), but what came out of a template is not expanded again.
 *
 * @param root maps, lists, texts, numbers, truth values, {@link Json#NULL}
 */
public record Tree(Object root) {
  /** An object without members. */
  public static final Tree EMPTY = new Tree(Map.of());

  public static Tree of(YamlNode node) {
    return new Tree(plain(node));
  }

  /** The tree to send; keys in sorted order. */
  public Object expand(UnaryOperator<String> expansion) {
    return expand(root, expansion);
  }

  private static Object expand(Object value, UnaryOperator<String> expansion) {
    return switch (value) {
      case Map<?, ?> m -> {
        Map<String, Object> members = new TreeMap<>(dev.narthex.model.Labels::compareCodePoints);
        m.forEach((key, v) -> members.put(expansion.apply(String.valueOf(key)), expand(v, expansion)));
        yield members;
      }
      case List<?> l -> {
        List<Object> items = new ArrayList<>();
        l.forEach(v -> items.add(expand(v, expansion)));
        yield items;
      }
      case String s -> structured(expansion.apply(s));
      default -> value;
    };
  }

  private static Object structured(String text) {
    if (text.isBlank()) {
      return text;
    }
    try {
      Object tree = plain(YamlParser.parse("", text));
      return tree instanceof String ? text : tree;
    } catch (ConfigException noYaml) {
      return text;
    }
  }

  private static Object plain(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar s -> s.isNull() ? Json.NULL : s.plain() ? typed(s.text()) : s.text();
      case YamlNode.Sequence s -> s.items().stream().map(Tree::plain).toList();
      case YamlNode.Mapping m -> {
        Map<String, Object> members = new TreeMap<>(dev.narthex.model.Labels::compareCodePoints);
        m.entries().forEach(e -> members.put(e.key(), plain(e.value())));
        yield members;
      }
    };
  }

  private static Object typed(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> {
        return true;
      }
      case "false", "no", "off" -> {
        return false;
      }
      default -> { }
    }
    if (text.isEmpty() || "0123456789+-.".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    try {
      return Long.decode(text);
    } catch (NumberFormatException noInteger) {
      try {
        double d = Double.parseDouble(text);
        char last = text.charAt(text.length() - 1);
        return !Double.isInfinite(d) && (Character.isDigit(last) || last == '.') ? (Object) d : text;
      } catch (NumberFormatException noNumber) {
        return text;
      }
    }
  }
}
