package dev.narthex.yaml;

import dev.narthex.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes trees of maps, lists and single values as block YAML that any YAML reader reads back to the same strings, numbers and booleans.
 *
 * <p>A tree is a {@code Map<String, ?>}, a {@code List<?>}, or a single value (String, Boolean, Number, {@link Secret}, anything with a {@code toString}).
 * Entries with an empty map, list or string stay; what should not appear must not be in the tree.
 */
public final class YamlPrinter {
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "", ".nan", ".inf", "-.inf", "+.inf", "<<", "=");

  private final StringBuilder out = new StringBuilder();

  private YamlPrinter() {}

  public static String print(Map<String, ?> tree) {
    YamlPrinter printer = new YamlPrinter();
    printer.map(tree, 0, false);
    return printer.out.toString();
  }

  /** A node as a tree, in the order of the file; the values of {@code maskedKeys} become {@code <secret>}, nothing becomes {@code ""}. */
  public static Object tree(YamlNode node, Set<String> maskedKeys) {
    return switch (node) {
      case YamlNode.Scalar s -> s.isNull() ? "" : s.text();
      case YamlNode.Sequence s -> s.items().stream().map(item -> tree(item, maskedKeys)).toList();
      case YamlNode.Mapping m -> {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        m.entries().forEach(e -> map.put(e.key(), maskedKeys.contains(e.key()) ? Secret.MASK : tree(e.value(), maskedKeys)));
        yield map;
      }
    };
  }

  private void map(Map<?, ?> map, int indent, boolean afterDash) {
    boolean first = afterDash;
    for (Map.Entry<?, ?> e : map.entrySet()) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(scalar(String.valueOf(e.getKey()))).append(':');
      value(e.getValue(), indent, indent + 2);
    }
  }

  private void value(Object value, int listIndent, int indent) {
    switch (value) {
      case Map<?, ?> m when m.isEmpty() -> out.append(" {}\n");
      case List<?> l when l.isEmpty() -> out.append(" []\n");
      case Map<?, ?> m -> {
        out.append('\n');
        map(m, indent, false);
      }
      case List<?> l -> {
        out.append('\n');
        list(l, listIndent);
      }
      case String s -> out.append(' ').append(scalar(s)).append('\n');
      case Boolean b -> out.append(' ').append(b).append('\n');
      case Number n -> out.append(' ').append(n).append('\n');
      default -> out.append(' ').append(scalar(value.toString())).append('\n');
    }
  }

  private void list(List<?> list, int indent) {
    for (Object item : list) {
      out.repeat(' ', indent).append('-');
      if (item instanceof Map<?, ?> m && !m.isEmpty()) {
        out.append(' ');
        map(m, indent + 2, true);
      } else {
        value(item, indent + 2, indent + 2);
      }
    }
  }

  private static String scalar(String s) {
    return isPlain(s) ? s : quote(s);
  }

  private static boolean isPlain(String s) {
    if (WORDS.contains(s.toLowerCase(java.util.Locale.ROOT)) || s.startsWith(" ") || s.endsWith(" ") || s.endsWith(":")) {
      return false;
    }
    char first = s.charAt(0);
    if ("-?:,[]{}#&*!|>'\"%@`.+=0123456789~".indexOf(first) >= 0 && !s.equals(Secret.MASK) && !isDuration(s)) {
      return false;
    }
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean breaks = c < 0x20 || c >= 0x7f || (c == '#' && s.charAt(i - 1) == ' ') || (c == ':' && i + 1 < s.length() && s.charAt(i + 1) == ' ');
      if (breaks) {
        return false;
      }
    }
    return true;
  }

  /** Digits and unit letters such as {@code 1m30s}: no YAML number. An exponent ({@code 1e3}) or a base ({@code 0x1}) does not count. */
  private static boolean isDuration(String s) {
    if (!Character.isDigit(s.charAt(0)) || "smhdwy".indexOf(s.charAt(s.length() - 1)) < 0) {
      return false;
    }
    return s.chars().allMatch(c -> (c >= '0' && c <= '9') || "smhdwy".indexOf(c) >= 0);
  }

  private static String quote(String s) {
    StringBuilder q = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> q.append("\\\"");
        case '\\' -> q.append("\\\\");
        case '\n' -> q.append("\\n");
        case '\t' -> q.append("\\t");
        case '\r' -> q.append("\\r");
        default -> {
          if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || (c >= 0xfffe)) {
            q.append(String.format("\\u%04x", (int) c));
          } else {
            q.append(c);
          }
        }
      }
    }
    return q.append('"').toString();
  }
}
