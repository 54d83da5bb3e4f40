package dev.narthex.yaml;

import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one mapping. Each accessor marks its key as known; {@link #read} complains about every key that nobody asked for. A key whose value
 * is nothing ({@code key:}) counts as absent, as in Prometheus. Accessors throw {@link ConfigException} with the place of the value.
 */
public final class MappingReader {
  private final YamlNode.Mapping mapping;
  private final String area;
  private final Map<String, YamlNode.Entry> entries = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  private MappingReader(YamlNode.Mapping mapping, String area) {
    this.mapping = mapping;
    this.area = area;
    mapping.entries().forEach(e -> entries.put(e.key(), e));
  }

  /**
   * Reads a node, which must be a mapping, and refuses the keys that {@code body} did not ask for.
   *
   * @param area what the mapping is, for messages: {@code global}, {@code scrape_configs}
   */
  public static <T> T read(YamlNode node, String area, Function<MappingReader, T> body) {
    MappingReader reader = new MappingReader(asMapping(node, area), area);
    T result = body.apply(reader);
    reader.refuseUnknown();
    return result;
  }

  private static YamlNode.Mapping asMapping(YamlNode node, String area) {
    return switch (node) {
      case YamlNode.Mapping m -> m;
      case YamlNode.Scalar s when s.isNull() -> new YamlNode.Mapping(s.position(), List.of());
      case YamlNode.Scalar _, YamlNode.Sequence _ -> throw new ConfigException(node.position(), area + " must be a mapping, but here is " + node.kind());
    };
  }

  private void refuseUnknown() {
    for (YamlNode.Entry e : mapping.entries()) {
      if (!known.contains(e.key())) {
        throw new ConfigException(e.position(), "unknown key \"" + e.key() + "\" in " + area + nearest(e.key()));
      }
    }
  }

  private String nearest(String key) {
    String best = "";
    int distance = 3;
    for (String candidate : known.stream().sorted().toList()) {
      int d = editDistance(key, candidate);
      if (d < distance && d < candidate.length() / 2) {
        distance = d;
        best = candidate;
      }
    }
    return best.isEmpty() ? "; remove it or correct its spelling" : "; did you mean \"" + best + "\"?";
  }

  private static int editDistance(String a, String b) {
    if (a.length() > 100 || Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /** The place of the mapping itself. */
  public Position position() {
    return mapping.position();
  }

  /** The place of a key, or of the mapping when the key is absent. */
  public Position position(String key) {
    YamlNode.Entry e = entries.get(key);
    return e == null ? mapping.position() : e.position();
  }

  /** The keys of the mapping in the order of the file. */
  public List<String> keys() {
    return mapping.entries().stream().map(YamlNode.Entry::key).toList();
  }

  /** Whether the key is present with a value; marks it as known. */
  public boolean has(String key) {
    return value(key) != null;
  }

  /** A complaint at the place of a key. */
  public ConfigException error(String key, String sentence) {
    return new ConfigException(position(key), sentence);
  }

  /** The raw node of a key; marks it as known. */
  public Optional<YamlNode> node(String key) {
    return Optional.ofNullable(value(key));
  }

  private @Nullable YamlNode value(String key) {
    known.add(key);
    YamlNode.Entry e = entries.get(key);
    return e == null || (e.value() instanceof YamlNode.Scalar s && s.isNull()) ? null : e.value();
  }

  public Optional<String> string(String key) {
    return node(key).map(n -> text(n, key));
  }

  /** A string that must be there and must not be empty. */
  public String required(String key) {
    String value = string(key).orElse("");
    if (value.isEmpty()) {
      throw error(key, area + " needs \"" + key + "\"");
    }
    return value;
  }

  /** A value that {@code parse} understands; its {@link IllegalArgumentException} becomes a complaint at the value's place. */
  public <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return node(key).map(n -> {
      try {
        return parse.apply(text(n, key));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(n.position(), key + ": " + e.getMessage(), e);
      }
    });
  }

  /** true/false, also yes/no, on/off, y/n in YAML 1.1's spellings. */
  public Optional<Boolean> bool(String key) {
    return parsed(key, text -> switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y" -> true;
      case "false", "no", "off", "n" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    });
  }

  /** A whole number from 0 to 2^63 − 1. */
  public Optional<Long> count(String key) {
    Optional<Long> n = integer(key);
    if (n.isPresent() && n.get() < 0) {
      throw error(key, key + " must not be negative");
    }
    return n;
  }

  public Optional<Long> integer(String key) {
    return parsed(key, text -> {
      try {
        return Long.decode(text.replace("_", ""));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("\"" + text + "\" is no whole number", e);
      }
    });
  }

  public Optional<Double> number(String key) {
    return parsed(key, text -> {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("\"" + text + "\" is no number", e);
      }
    });
  }

  public Optional<PromDuration> duration(String key) {
    return parsed(key, PromDuration::parse);
  }

  /** A size in bytes, see {@link ByteSize}. */
  public Optional<Long> size(String key) {
    return parsed(key, ByteSize::parse);
  }

  /** A secret given inline under {@code key} or named under {@code fileKey}; both together are refused. */
  public Optional<Secret> secret(String key, String fileKey) {
    Optional<String> inline = string(key);
    Optional<String> reference = string(fileKey);
    if (inline.isPresent() && reference.isPresent()) {
      throw error(fileKey, "at most one of \"" + key + "\" and \"" + fileKey + "\" may be given");
    }
    return inline.<Secret>map(Secret.Inline::new).or(() -> reference.map(Secret.Reference::new));
  }

  public Optional<Secret> secret(String key) {
    return string(key).map(Secret.Inline::new);
  }

  /** A list of strings; absent is empty. */
  public List<String> strings(String key) {
    return items(key).stream().map(n -> text(n, key)).toList();
  }

  /** The items of a list; absent is empty. */
  public List<YamlNode> items(String key) {
    YamlNode n = value(key);
    return switch (n) {
      case null -> List.of();
      case YamlNode.Sequence s -> s.items();
      case YamlNode.Scalar _, YamlNode.Mapping _ -> throw new ConfigException(n.position(), key + " must be a list, but here is " + n.kind());
    };
  }

  /** A mapping of names to strings, in the order of the file; absent is empty. */
  public Map<String, String> stringMap(String key) {
    YamlNode n = value(key);
    Map<String, String> map = new LinkedHashMap<>();
    if (n != null) {
      for (YamlNode.Entry e : asMapping(n, key).entries()) {
        map.put(e.key(), e.value() instanceof YamlNode.Scalar s && s.isNull() ? "" : text(e.value(), key + "." + e.key()));
      }
    }
    return java.util.Collections.unmodifiableMap(map);
  }

  /** The entries of a nested mapping, each value read by the caller; absent is empty. */
  public List<YamlNode.Entry> entries(String key) {
    YamlNode n = value(key);
    return n == null ? List.of() : asMapping(n, key).entries();
  }

  /** A nested mapping; empty when absent. */
  public <T> Optional<T> mapping(String key, Function<MappingReader, T> body) {
    known.add(key);
    YamlNode.Entry e = entries.get(key);
    return e == null ? Optional.empty() : Optional.of(read(e.value(), key, body));
  }

  /** A list of mappings; absent is empty. */
  public <T> List<T> mappings(String key, Function<MappingReader, T> body) {
    List<T> results = new ArrayList<>();
    for (YamlNode item : items(key)) {
      results.add(read(item, key, body));
    }
    return List.copyOf(results);
  }

  private static String text(YamlNode node, String key) {
    return switch (node) {
      case YamlNode.Scalar s -> s.text();
      case YamlNode.Sequence _, YamlNode.Mapping _ -> throw new ConfigException(node.position(), key + " must be a single value, but here is " + node.kind());
    };
  }
}
