package dev.narthex.alert.template;

import dev.narthex.model.Labels;
import dev.narthex.template.Arguments;
import dev.narthex.template.TemplateFunction;
import dev.narthex.template.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sets of names and values with the methods that templates call on them: SortedPairs, Remove, Names, Values. */
final class KeyValues {
  private static final String ALERT_NAME = "alertname";

  private KeyValues() {}

  static Value of(Labels labels) {
    return of(labels.toMap());
  }

  static Value of(Map<String, String> texts) {
    TreeMap<String, Value> entries = new TreeMap<>(Labels::compareCodePoints);
    texts.forEach((name, value) -> entries.put(name, Value.of(value)));
    Map<String, TemplateFunction> methods = new LinkedHashMap<>();
    methods.put("SortedPairs", ((TemplateFunction) a -> pairs(sorted(texts))).arity("SortedPairs", 0, 0));
    methods.put("Names", ((TemplateFunction) a -> texts(List.copyOf(sorted(texts).keySet()))).arity("Names", 0, 0));
    methods.put("Values", ((TemplateFunction) a -> texts(List.copyOf(sorted(texts).values()))).arity("Values", 0, 0));
    methods.put("Remove", ((TemplateFunction) a -> of(without(texts, Arguments.texts(a, 0)))).arity("Remove", 1, 1));
    return new Value.Mapping("template.KV", entries, Value.of(""), methods, Optional.of(printed(sorted(texts))));
  }

  private static Map<String, String> without(Map<String, String> texts, List<String> names) {
    Set<String> gone = new HashSet<>(names);
    Map<String, String> kept = new LinkedHashMap<>();
    texts.forEach((name, value) -> {
      if (!gone.contains(name)) {
        kept.put(name, value);
      }
    });
    return kept;
  }

  /** By name, but the alert's name first. */
  private static Map<String, String> sorted(Map<String, String> texts) {
    Map<String, String> sorted = new LinkedHashMap<>();
    String alertName = texts.get(ALERT_NAME);
    if (alertName != null) {
      sorted.put(ALERT_NAME, alertName);
    }
    TreeMap<String, String> rest = new TreeMap<>(Labels::compareCodePoints);
    rest.putAll(texts);
    rest.remove(ALERT_NAME);
    sorted.putAll(rest);
    return sorted;
  }

  private static String printed(Map<String, String> sorted) {
    List<String> parts = new ArrayList<>();
    sorted.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join(", ", parts);
  }

  private static Value pairs(Map<String, String> sorted) {
    List<Value> items = new ArrayList<>();
    sorted.forEach((name, value) -> {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("Name", Value.of(name));
      fields.put("Value", Value.of(value));
      items.add(new Value.Struct("template.Pair", fields, Map.of(), Optional.of(name + "=" + value)));
    });
    Map<String, TemplateFunction> methods = Map.of(
        "Names", ((TemplateFunction) a -> texts(List.copyOf(sorted.keySet()))).arity("Names", 0, 0),
        "Values", ((TemplateFunction) a -> texts(List.copyOf(sorted.values()))).arity("Values", 0, 0));
    return new Value.Sequence("template.Pairs", List.copyOf(items), methods, Optional.of(printed(sorted)));
  }

  private static Value texts(List<String> texts) {
    TemplateFunction join = a -> Value.of(String.join(Arguments.text(a, 0), texts));
    return new Value.Sequence("template.Strings", texts.stream().map(Value::of).toList(), Map.of("Join", join.arity("Join", 1, 1)));
  }
}
