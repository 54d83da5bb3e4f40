package dev.narthex.ingest.relabel;

import dev.narthex.yaml.MappingReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One entry of {@code relabel_configs}, validated. Defaults as Prometheus: action {@code replace}, separator {@code ;}, regex {@code (.*)}, replacement {@code $1}.
 */
public final class RelabelRule {
  /** The eleven actions. */
  public enum Kind {
    REPLACE, KEEP, DROP, KEEPEQUAL, DROPEQUAL, HASHMOD, LABELMAP, LABELDROP, LABELKEEP, LOWERCASE, UPPERCASE;

    /** As it is written in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind parse(String word) {
      for (Kind kind : values()) {
        if (kind.word().equalsIgnoreCase(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("\"" + word + "\" is no relabel action; known are " + String.join(", ", java.util.Arrays.stream(values()).map(Kind::word).toList()));
    }
  }

  private static final Set<Kind> NEED_TARGET =
      EnumSet.of(Kind.REPLACE, Kind.KEEPEQUAL, Kind.DROPEQUAL, Kind.HASHMOD, Kind.LOWERCASE, Kind.UPPERCASE);

  private static final Map<String, String> DEFAULTS = Map.of("separator", ";", "regex", AnchoredRegex.DEFAULT, "replacement", "$1", "modulus", "0");

  private final Kind kind;
  private final RelabelAction action;
  private final Map<String, Object> fields;

  private RelabelRule(Kind kind, RelabelAction action, Map<String, Object> fields) {
    this.kind = kind;
    this.action = action;
    this.fields = fields;
  }

  /** Reads one rule; complaints name the key and its line. */
  public static RelabelRule read(MappingReader reader) {
    Kind kind = reader.parsed("action", Kind::parse).orElse(Kind.REPLACE);
    SourceLabels source = new SourceLabels(reader.strings("source_labels"), reader.string("separator").orElse(";"));
    AnchoredRegex regex = reader.parsed("regex", AnchoredRegex::new).orElseGet(() -> new AnchoredRegex(AnchoredRegex.DEFAULT));
    long modulus = reader.count("modulus").orElse(0L);
    String target = reader.string("target_label").orElse("");
    String replacement = reader.string("replacement").orElse("$1");
    validate(reader, kind, target, modulus);
    RelabelAction action = switch (kind) {
      case REPLACE -> new Replace(source, regex, new ReplacementTemplate(target, regex), new ReplacementTemplate(replacement, regex));
      case KEEP -> new Keep(source, regex);
      case DROP -> new Drop(source, regex);
      case KEEPEQUAL -> new KeepEqual(source, target);
      case DROPEQUAL -> new DropEqual(source, target);
      case HASHMOD -> new HashMod(source, modulus, target);
      case LABELMAP -> new LabelMap(regex, new ReplacementTemplate(replacement, regex));
      case LABELDROP -> new LabelDrop(regex);
      case LABELKEEP -> new LabelKeep(regex);
      case LOWERCASE -> new Lowercase(source, target);
      case UPPERCASE -> new Uppercase(source, target);
    };
    return new RelabelRule(kind, action, fields(reader, kind, source, regex, modulus, target, replacement));
  }

  private static void validate(MappingReader reader, Kind kind, String target, long modulus) {
    if (NEED_TARGET.contains(kind) && target.isEmpty()) {
      throw reader.error("action", "relabel configuration for " + kind.word() + " action requires 'target_label' value");
    }
    if (kind == Kind.HASHMOD && modulus == 0) {
      throw reader.error("action", "relabel configuration for hashmod requires non-zero modulus");
    }
    switch (kind) {
      case LABELDROP, LABELKEEP -> refuse(reader, kind, "requires only 'regex', and no other fields", "source_labels", "target_label", "modulus", "separator", "replacement");
      case KEEPEQUAL, DROPEQUAL -> refuse(reader, kind, "requires only 'source_labels' and 'target_label', and no other fields", "regex", "modulus", "separator", "replacement");
      case LOWERCASE, UPPERCASE -> refuse(reader, kind, "takes no 'replacement'", "replacement");
      case REPLACE, KEEP, DROP, HASHMOD, LABELMAP -> { }
    }
  }

  private static void refuse(MappingReader reader, Kind kind, String sentence, String... keys) {
    for (String key : keys) {
      boolean unset = key.equals("source_labels") ? !reader.has(key) : reader.string(key).orElse("").equals(DEFAULTS.getOrDefault(key, "")) || !reader.has(key);
      if (!unset) {
        throw reader.error(key, kind.word() + " action " + sentence);
      }
    }
  }

  private static Map<String, Object> fields(
      MappingReader reader, Kind kind, SourceLabels source, AnchoredRegex regex, long modulus, String target, String replacement) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!source.names().isEmpty()) {
      fields.put("source_labels", List.copyOf(new ArrayList<>(source.names())));
    }
    fields.put("separator", source.separator());
    fields.put("regex", regex.toString());
    if (reader.has("modulus")) {
      fields.put("modulus", modulus);
    }
    if (!target.isEmpty()) {
      fields.put("target_label", target);
    }
    fields.put("replacement", replacement);
    fields.put("action", kind.word());
    return java.util.Collections.unmodifiableMap(fields);
  }

  public Kind kind() {
    return kind;
  }

  /** The rule as it would stand in the file, defaults filled in: for status pages and the API. */
  public Map<String, Object> fields() {
    return fields;
  }

  RelabelAction action() {
    return action;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RelabelRule r && fields.equals(r.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
