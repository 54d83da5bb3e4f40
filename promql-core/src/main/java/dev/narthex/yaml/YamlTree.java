package dev.narthex.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the keys of one mapping for printing; what is empty or unset is left out, as Prometheus prints its config. */
public final class YamlTree {
  private final Map<String, Object> tree = new LinkedHashMap<>();

  public YamlTree put(String key, Object value) {
    switch (value) {
      case String s when s.isEmpty() -> { }
      case Collection<?> c when c.isEmpty() -> { }
      case Map<?, ?> m when m.isEmpty() -> { }
      case Optional<?> o -> o.ifPresent(v -> put(key, v));
      default -> tree.put(key, value);
    }
    return this;
  }

  /** Puts a number unless it is zero, which means "no limit". */
  public YamlTree putLimit(String key, long value) {
    return value == 0 ? this : put(key, value);
  }

  public YamlTree putAll(Map<String, Object> entries) {
    tree.putAll(entries);
    return this;
  }

  public Map<String, Object> build() {
    return tree;
  }
}
