package dev.narthex.alert.json;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** Writes one tree, byte for byte as Go's encoder would. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;

  JsonWriter(StringBuilder out) {
    this.out = out;
  }

  void write(Object tree) {
    switch (tree) {
      case Map<?, ?> m -> object(m);
      case Iterable<?> i -> array(i.iterator());
      case String s -> string(s);
      case Double d -> out.append(number(d));
      case Boolean b -> out.append(b);
      case Number n -> out.append(n);
      default -> {
        if (tree != Json.NULL) {
          throw new IllegalArgumentException("JSON has no " + tree.getClass().getName());
        }
        out.append("null");
      }
    }
  }

  private void object(Map<?, ?> members) {
    out.append('{');
    String comma = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(comma);
      string(String.valueOf(member.getKey()));
      out.append(':');
      write(member.getValue());
      comma = ",";
    }
    out.append('}');
  }

  private void array(Iterator<?> items) {
    out.append('[');
    while (items.hasNext()) {
      write(items.next());
      out.append(items.hasNext() ? "," : "");
    }
    out.append(']');
  }

  private static String number(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      throw new IllegalArgumentException("JSON has no number " + d);
    }
    double abs = Math.abs(d);
    if (abs == 0 || (abs >= 1e-6 && abs < 1e21)) {
      String plain = new BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString();
      return abs == 0 && 1 / d < 0 ? "-0" : plain;
    }
    String[] parts = Double.toString(d).split("E", 2);
    String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    return digits + "e" + (parts[1].startsWith("-") ? parts[1] : "+" + parts[1]);
  }

  private void string(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < 0x20) {
            escape(c);
          } else if (Character.isSurrogate(c)) {
            boolean pair = Character.isHighSurrogate(c) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1));
            out.append(pair ? s.substring(i, i + 2) : "\\ufffd");
            i += pair ? 1 : 0;
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt((c >> 8) & 15)).append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
  }
}
