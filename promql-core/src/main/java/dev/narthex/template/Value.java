package dev.narthex.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What templates compute with: the kinds of Go values that rules and notifications need. Immutable. */
public sealed interface Value {
  /** The untyped nil; prints {@code <no value>} as a result. */
  Value NIL = new Nil();

  Value TRUE = new Bool(true);
  Value FALSE = new Bool(false);

  /** The Go type as error texts and {@code %T} name it. */
  String type();

  record Nil() implements Value {
    @Override
    public String type() {
      return "<nil>";
    }
  }

  record Bool(boolean value) implements Value {
    @Override
    public String type() {
      return "bool";
    }
  }

  /** Go's int. */
  record Int(long value) implements Value {
    @Override
    public String type() {
      return "int";
    }
  }

  /** Go's float64. */
  record Float(double value) implements Value {
    @Override
    public String type() {
      return "float64";
    }
  }

  /** Text, with what HTML mode may take as already safe. */
  record Text(String value, Safe safe) implements Value {
    public Text(String value) {
      this(value, Safe.NOTHING);
    }

    @Override
    public String type() {
      return switch (safe) {
        case NOTHING -> "string";
        case HTML -> "template.HTML";
        case URL -> "template.URL";
      };
    }
  }

  /** What a text is trusted as. */
  enum Safe {
    NOTHING,
    HTML,
    URL
  }

  /**
   * A slice.
   *
   * @param printed the text of a String method, if the type has one
   */
  record Sequence(String type, List<Value> items, Map<String, TemplateFunction> methods, Optional<String> printed) implements Value {
    public Sequence(List<Value> items) {
      this("[]interface {}", List.copyOf(items), Map.of());
    }

    public Sequence(String type, List<Value> items, Map<String, TemplateFunction> methods) {
      this(type, items, methods, Optional.empty());
    }

    public static Sequence ofTexts(Collection<String> texts) {
      return new Sequence("[]string", texts.stream().map(t -> (Value) new Text(t)).toList(), Map.of());
    }
  }

  /**
   * A map with string keys, iterated in key order.
   *
   * @param zero what a missing key yields (option missingkey=zero)
   * @param printed the text of a String method, if the type has one
   */
  record Mapping(String type, TreeMap<String, Value> entries, Value zero, Map<String, TemplateFunction> methods, Optional<String> printed)
      implements Value {
    public static Mapping ofTexts(Map<String, String> texts) {
      TreeMap<String, Value> entries = new TreeMap<>();
      texts.forEach((k, v) -> entries.put(k, new Text(v)));
      return new Mapping("map[string]string", entries, new Text(""), Map.of(), Optional.empty());
    }

    public static Mapping of(Map<String, Value> values) {
      return new Mapping("map[string]interface {}", new TreeMap<>(values), NIL, Map.of(), Optional.empty());
    }
  }

  /**
   * A struct, or any type with methods.
   *
   * @param fields in declaration order
   * @param printed the text of a String method, if the type has one
   */
  record Struct(String type, Map<String, Value> fields, Map<String, TemplateFunction> methods, Optional<String> printed) implements Value {}

  /** A function as a value, for {@code call}. */
  record Callable(TemplateFunction function) implements Value {
    @Override
    public String type() {
      return "func";
    }
  }

  static Value of(boolean b) {
    return b ? TRUE : FALSE;
  }

  static Value of(String s) {
    return new Text(s);
  }

  static Value of(long n) {
    return new Int(n);
  }

  static Value of(double d) {
    return new Float(d);
  }

  /** Go's truth: not the zero value; a struct is always true. */
  default boolean isTrue() {
    return switch (this) {
      case Nil n -> false;
      case Bool b -> b.value;
      case Int i -> i.value != 0;
      case Float f -> f.value != 0;
      case Text t -> !t.value.isEmpty();
      case Sequence s -> !s.items.isEmpty();
      case Mapping m -> !m.entries.isEmpty();
      case Struct s -> true;
      case Callable c -> true;
    };
  }
}
