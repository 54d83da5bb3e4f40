package dev.narthex.alert.receiver.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text fields of one kind: keys with what stands there when the file says nothing. Each is a template. The table is the one source
 * of these names: reading, printing and the page of receivers go by it.
 */
public final class FieldTable {
  private final Map<String, String> defaults;

  private FieldTable(Map<String, String> defaults) {
    this.defaults = Collections.unmodifiableMap(defaults);
  }

  /** Keys and defaults in turn. */
  public static FieldTable of(String... keysAndDefaults) {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (int i = 0; i < keysAndDefaults.length; i += 2) {
      defaults.put(keysAndDefaults[i], keysAndDefaults[i + 1]);
    }
    return new FieldTable(defaults);
  }

  /** The call of a default template. */
  public static String call(String template) {
    return "{{ template \"" + template + "\" . }}";
  }

  /** Keys and defaults in the order of the table. */
  public Map<String, String> defaults() {
    return defaults;
  }

  /** The fields of an entry. */
  public Fields read(Entry entry) {
    Map<String, String> texts = new LinkedHashMap<>();
    defaults.forEach((key, byDefault) -> texts.put(key, entry.text(key, byDefault)));
    return new Fields(this, texts);
  }
}
