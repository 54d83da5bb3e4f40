package dev.narthex.alert.receiver.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text fields of one entry by key. */
public record Fields(FieldTable table, Map<String, String> texts) {
  public Fields {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** The template of a field of the table. */
  public String get(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("the table has no field " + key);
    }
    return text;
  }

  /** Whether the configuration leaves the field empty. */
  public boolean isEmpty(String key) {
    return get(key).isEmpty();
  }

  /** The same with another text in one field. */
  public Fields with(String key, String text) {
    Map<String, String> changed = new LinkedHashMap<>(texts);
    changed.put(key, text);
    return new Fields(table, changed);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Fields other && texts.equals(other.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
