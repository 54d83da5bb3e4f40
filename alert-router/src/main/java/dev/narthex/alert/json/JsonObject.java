package dev.narthex.alert.json;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the members of one object in order. Not thread-safe. */
public final class JsonObject {
  private final Map<String, Object> members = new LinkedHashMap<>();

  JsonObject() {}

  public JsonObject put(String key, Object value) {
    members.put(key, value);
    return this;
  }

  /** Leaves out what is empty: text, list, object, false and zero (Go's {@code omitempty}). */
  public JsonObject putUnlessEmpty(String key, Object value) {
    boolean empty = switch (value) {
      case String s -> s.isEmpty();
      case Collection<?> c -> c.isEmpty();
      case Map<?, ?> m -> m.isEmpty();
      case Boolean b -> !b;
      case Number n -> n.doubleValue() == 0;
      default -> false;
    };
    return empty ? this : put(key, value);
  }

  public Map<String, Object> build() {
    return members;
  }
}
