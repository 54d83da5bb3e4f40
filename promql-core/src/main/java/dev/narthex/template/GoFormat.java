package dev.narthex.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Go's {@code fmt}: how values print, and {@code printf} with its verbs, flags and complaints. */
final class GoFormat {
  private GoFormat() {}

  /** What a printed action shows: {@code fmt.Print} of one value, with {@code <no value>} for nil. */
  static String print(Value value) {
    return value instanceof Value.Nil ? "<no value>" : plain(value);
  }

  /** {@code fmt.Sprint}: a space between operands when neither is a string. */
  static String sprint(List<Value> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0 && !(values.get(i) instanceof Value.Text) && !(values.get(i - 1) instanceof Value.Text)) {
        out.append(' ');
      }
      out.append(plain(values.get(i)));
    }
    return out.toString();
  }

  /** {@code fmt.Sprintln}. */
  static String sprintln(List<Value> values) {
    List<String> parts = new ArrayList<>();
    for (Value value : values) {
      parts.add(plain(value));
    }
    return String.join(" ", parts) + "\n";
  }

  /** {@code %v}. */
  static String plain(Value value) {
    return verb(value, new Spec('v'));
  }

  /** Flags, width and precision of one verb. */
  private static final class Spec {
    char verb;
    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = -1;
    int precision = -1;

    Spec(char verb) {
      this.verb = verb;
    }
  }

  static String sprintf(String format, List<Value> arguments) {
    StringBuilder out = new StringBuilder();
    int argument = 0;
    boolean reordered = false;
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      Spec spec = new Spec(' ');
      i = flags(format, i, spec);
      // [n] picks an argument; * takes width or precision from the arguments
      int[] index = index(format, i, argument);
      reordered |= index[1] != argument || index[0] != i;
      i = index[0];
      argument = index[1];
      if (i < format.length() && format.charAt(i) == '*') {
        i++;
        Integer width = integer(arguments, argument++);
        if (width == null) {
          out.append("%!(BADWIDTH)");
        } else {
          spec.minus |= width < 0;
          spec.width = Math.min(Math.abs(width), 1_000_000);
        }
      } else {
        int start = i;
        while (i < format.length() && Character.isDigit(format.charAt(i))) {
          i++;
        }
        spec.width = i > start ? number(format.substring(start, i)) : -1;
      }
      if (i < format.length() && format.charAt(i) == '.') {
        i++;
        if (i < format.length() && format.charAt(i) == '*') {
          i++;
          Integer precision = integer(arguments, argument++);
          if (precision == null || precision < 0) {
            out.append(precision == null ? "%!(BADPREC)" : "");
          } else {
            spec.precision = Math.min(precision, 1_000_000);
          }
        } else {
          int start = i;
          while (i < format.length() && Character.isDigit(format.charAt(i))) {
            i++;
          }
          spec.precision = i > start ? number(format.substring(start, i)) : 0;
        }
      }
      index = index(format, i, argument);
      reordered |= index[0] != i;
      i = index[0];
      argument = index[1];
      if (i >= format.length()) {
        out.append("%!(NOVERB)");
        break;
      }
      int verb = format.codePointAt(i);
      i += Character.charCount(verb);
      spec.verb = (char) verb;
      if (verb == '%') {
        out.append('%');
      } else if (argument < 0 || argument >= arguments.size()) {
        out.append("%!").appendCodePoint(verb).append(argument < 0 || reordered ? "(BADINDEX)" : "(MISSING)");
        argument = Math.max(argument, 0);
      } else {
        out.append(pad(verb(arguments.get(argument++), spec), spec));
      }
    }
    if (!reordered && argument < arguments.size()) {
      out.append("%!(EXTRA ");
      for (int k = argument; k < arguments.size(); k++) {
        Value value = arguments.get(k);
        out.append(k > argument ? ", " : "").append(value instanceof Value.Nil ? "<nil>" : value.type() + "=" + plain(value));
      }
      out.append(')');
    }
    return out.toString();
  }

  private static int flags(String format, int from, Spec spec) {
    int i = from;
    for (; i < format.length(); i++) {
      switch (format.charAt(i)) {
        case '+' -> spec.plus = true;
        case '-' -> spec.minus = true;
        case '#' -> spec.sharp = true;
        case ' ' -> spec.space = true;
        case '0' -> spec.zero = true;
        default -> {
          return i;
        }
      }
    }
    return i;
  }

  private static int[] index(String format, int i, int argument) {
    if (i >= format.length() || format.charAt(i) != '[') {
      return new int[] {i, argument};
    }
    int close = format.indexOf(']', i);
    if (close < 0) {
      return new int[] {i + 1, -1};
    }
    String inner = format.substring(i + 1, close);
    boolean digits = !inner.isEmpty() && inner.length() < 6 && inner.chars().allMatch(Character::isDigit);
    return new int[] {close + 1, digits ? Integer.parseInt(inner) - 1 : -1};
  }

  private static int number(String digits) {
    return digits.length() > 6 ? 1_000_000 : Integer.parseInt(digits);
  }

  private static @org.jspecify.annotations.Nullable Integer integer(List<Value> arguments, int i) {
    return i < arguments.size() && arguments.get(i) instanceof Value.Int n ? (Integer) (int) n.value() : null;
  }

  private static String pad(String text, Spec spec) {
    int length = text.codePointCount(0, text.length());
    if (spec.width <= length) {
      return text;
    }
    String fill = " ".repeat(spec.width - length);
    if (spec.minus) {
      return text + fill;
    }
    if (spec.zero && "vdeEfFgGxXobsq".indexOf(spec.verb) >= 0) {
      boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') && spec.verb != 's' && spec.verb != 'q';
      String zeros = "0".repeat(spec.width - length);
      return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }
    return fill + text;
  }

  private static String verb(Value value, Spec spec) {
    if (spec.verb == 'T') {
      return value.type();
    }
    return switch (value) {
      case Value.Nil n -> spec.verb == 'v' ? "<nil>" : "%!" + spec.verb + "(<nil>)";
      case Value.Bool b -> spec.verb == 't' || spec.verb == 'v' ? String.valueOf(b.value()) : bad(value, spec);
      case Value.Int i -> integer(i, spec);
      case Value.Float f -> floating(f, spec);
      case Value.Text t -> text(t.value(), value, spec);
      case Value.Sequence s -> s.printed().isPresent() && isStringVerb(spec) ? text(s.printed().get(), value, spec) : sequence(s, spec);
      case Value.Mapping m -> m.printed().isPresent() && isStringVerb(spec) ? text(m.printed().get(), value, spec) : mapping(m, spec);
      case Value.Struct s -> s.printed().isPresent() && isStringVerb(spec) ? text(s.printed().get(), value, spec) : struct(s, spec);
      case Value.Callable c -> "0x0";
    };
  }

  private static boolean isStringVerb(Spec spec) {
    return "vsqxX".indexOf(spec.verb) >= 0;
  }

  private static String bad(Value value, Spec spec) {
    return "%!" + spec.verb + "(" + value.type() + "=" + plain(value) + ")";
  }

  private static String integer(Value.Int i, Spec spec) {
    long n = i.value();
    return switch (spec.verb) {
      case 'v', 'd' -> sign(n < 0, spec) + digits(Long.toUnsignedString(Math.abs(n)), spec);
      case 'x' -> sign(n < 0, spec) + (spec.sharp ? "0x" : "") + digits(Long.toHexString(Math.abs(n)), spec);
      case 'X' -> sign(n < 0, spec) + (spec.sharp ? "0X" : "") + digits(Long.toHexString(Math.abs(n)).toUpperCase(java.util.Locale.ROOT), spec);
      case 'o' -> sign(n < 0, spec) + (spec.sharp ? "0" : "") + digits(Long.toOctalString(Math.abs(n)), spec);
      case 'O' -> sign(n < 0, spec) + "0o" + Long.toOctalString(Math.abs(n));
      case 'b' -> sign(n < 0, spec) + digits(Long.toBinaryString(Math.abs(n)), spec);
      case 'c' -> Character.toString(codePoint(n));
      case 'q' -> "'" + unquotedCharacter(codePoint(n)) + "'";
      case 'U' -> String.format("U+%04X", n);
      default -> bad(i, spec);
    };
  }

  private static int codePoint(long n) {
    return n >= 0 && n <= Character.MAX_CODE_POINT && !(n >= 0xD800 && n < 0xE000) ? (int) n : 0xFFFD;
  }

  private static String unquotedCharacter(int c) {
    if (c == '\'') {
      return "\\'";
    }
    if (c == '"') {
      return "\"";
    }
    String quoted = GoText.quote(Character.toString(c));
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String digits(String digits, Spec spec) {
    return digits.length() < spec.precision ? "0".repeat(spec.precision - digits.length()) + digits : digits;
  }

  private static String sign(boolean negative, Spec spec) {
    // the plus of %+v asks for field names, not for signs
    return negative ? "-" : spec.plus && spec.verb != 'v' ? "+" : spec.space ? " " : "";
  }

  private static String floating(Value.Float f, Spec spec) {
    double d = f.value();
    String text =
        switch (spec.verb) {
          case 'v' -> GoFloats.format(d, 'g', spec.precision);
          case 'g', 'G' -> GoFloats.format(d, 'g', spec.precision);
          case 'e', 'E' -> GoFloats.format(d, 'e', spec.precision < 0 ? 6 : spec.precision);
          case 'f', 'F' -> GoFloats.format(d, 'f', spec.precision < 0 ? 6 : spec.precision);
          default -> bad(f, spec);
        };
    if (text.startsWith("%!")) {
      return text;
    }
    if (spec.verb == 'E' || spec.verb == 'G') {
      text = text.toUpperCase(java.util.Locale.ROOT).replace("INF", "Inf").replace("NAN", "NaN");
    }
    if (text.equals("+Inf")) {
      return spec.plus || spec.verb == 'v' || !spec.space ? "+Inf" : " Inf";
    }
    boolean negative = text.startsWith("-");
    return negative ? text : sign(false, spec) + text;
  }

  private static String text(String s, Value value, Spec spec) {
    return switch (spec.verb) {
      case 'v', 's' -> cut(s, spec);
      case 'q' -> spec.sharp && s.indexOf('`') < 0 ? "`" + cut(s, spec) + "`" : GoText.quote(cut(s, spec));
      case 'x', 'X' -> hex(s, spec);
      default -> "%!" + spec.verb + "(" + value.type() + "=" + s + ")";
    };
  }

  private static String cut(String s, Spec spec) {
    int length = s.codePointCount(0, s.length());
    return spec.precision >= 0 && spec.precision < length ? s.substring(0, s.offsetByCodePoints(0, spec.precision)) : s;
  }

  private static String hex(String s, Spec spec) {
    StringBuilder out = new StringBuilder();
    for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
      out.append(spec.space && !out.isEmpty() ? " " : "").append(String.format(spec.verb == 'x' ? "%02x" : "%02X", b));
    }
    return out.toString();
  }

  private static String sequence(Value.Sequence s, Spec spec) {
    List<String> parts = new ArrayList<>();
    for (Value item : s.items()) {
      parts.add(verb(item, spec));
    }
    return "[" + String.join(" ", parts) + "]";
  }

  private static String mapping(Value.Mapping m, Spec spec) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Value> e : m.entries().entrySet()) {
      parts.add(verb(new Value.Text(e.getKey()), spec) + ":" + verb(e.getValue(), spec));
    }
    return "map[" + String.join(" ", parts) + "]";
  }

  private static String struct(Value.Struct s, Spec spec) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Value> e : s.fields().entrySet()) {
      parts.add((spec.plus && spec.verb == 'v' ? e.getKey() + ":" : "") + verb(e.getValue(), spec));
    }
    return "{" + String.join(" ", parts) + "}";
  }
}
