package dev.narthex.ingest.config;

import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.Arrays;
import java.util.Map;

/** Which metric and label names are accepted, and how a target is asked to write names that are not legacy ones. */
public record NameRules(Validation validation, Escaping escaping) {
  public static final NameRules DEFAULT = new NameRules(Validation.UTF8, Escaping.ALLOW_UTF_8);

  /** {@code metric_name_validation_scheme}. */
  public enum Validation {
    UTF8("utf8"), LEGACY("legacy");

    private final String word;

    Validation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** {@code metric_name_escaping_scheme}; the word also stands in Accept headers. */
  public enum Escaping {
    ALLOW_UTF_8("allow-utf-8"), UNDERSCORES("underscores"), DOTS("dots"), VALUES("values");

    private final String word;

    Escaping(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  static NameRules read(MappingReader r, NameRules global) {
    Validation validation = r.parsed("metric_name_validation_scheme", NameRules::validation).orElse(global.validation);
    Escaping fallback = validation == Validation.LEGACY && global.escaping == Escaping.ALLOW_UTF_8 ? Escaping.UNDERSCORES : global.escaping;
    Escaping escaping = r.parsed("metric_name_escaping_scheme", NameRules::escaping).orElse(fallback);
    if (validation == Validation.LEGACY && escaping == Escaping.ALLOW_UTF_8) {
      throw r.error("metric_name_escaping_scheme", "\"allow-utf-8\" cannot be combined with legacy names; choose underscores, dots or values");
    }
    return new NameRules(validation, escaping);
  }

  private static Validation validation(String word) {
    return Arrays.stream(Validation.values()).filter(v -> v.word.equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is neither utf8 nor legacy"));
  }

  private static Escaping escaping(String word) {
    return Arrays.stream(Escaping.values()).filter(v -> v.word.equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is none of allow-utf-8, underscores, dots, values"));
  }

  Map<String, Object> toYaml() {
    return new YamlTree().put("metric_name_validation_scheme", validation.word).put("metric_name_escaping_scheme", escaping.word).build();
  }
}
