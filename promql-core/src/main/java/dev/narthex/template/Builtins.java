package dev.narthex.template;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Go's built-in template functions. {@code and} and {@code or} are evaluated by {@link Execution}, because they stop early. */
final class Builtins {
  private Builtins() {}

  static Map<String, TemplateFunction> table() {
    Map<String, TemplateFunction> table = new HashMap<>();
    table.put("and", arguments -> Value.NIL);
    table.put("or", arguments -> Value.NIL);
    put(table, "not", 1, 1, a -> Value.of(!a.getFirst().isTrue()));
    put(table, "len", 1, 1, a -> Value.of(length(a.getFirst())));
    put(table, "index", 1, -1, Builtins::index);
    put(table, "slice", 1, 4, Builtins::slice);
    put(table, "print", 0, -1, a -> Value.of(GoFormat.sprint(a)));
    put(table, "println", 0, -1, a -> Value.of(GoFormat.sprintln(a)));
    put(table, "printf", 1, -1, a -> Value.of(GoFormat.sprintf(Arguments.text(a, 0), a.subList(1, a.size()))));
    put(table, "html", 0, -1, a -> Value.of(Escapes.html(joined(a))));
    put(table, "js", 0, -1, a -> Value.of(Escapes.javaScript(joined(a))));
    // trusted as a part of a URL, so that HTML mode does not escape it once more
    put(table, "urlquery", 0, -1, a -> new Value.Text(Escapes.urlQuery(joined(a)), Value.Safe.URL));
    put(table, "call", 1, -1, Builtins::call);
    put(table, "eq", 1, -1, Comparison::eq);
    put(table, "ne", 2, 2, Comparison::ne);
    put(table, "lt", 2, 2, a -> Value.of(Comparison.ordered(a.getFirst(), a.get(1), Comparison.Order.LESS)));
    put(table, "le", 2, 2, a -> Value.of(Comparison.ordered(a.getFirst(), a.get(1), Comparison.Order.LESS_OR_EQUAL)));
    put(table, "gt", 2, 2, a -> Value.of(Comparison.ordered(a.getFirst(), a.get(1), Comparison.Order.GREATER)));
    put(table, "ge", 2, 2, a -> Value.of(Comparison.ordered(a.getFirst(), a.get(1), Comparison.Order.GREATER_OR_EQUAL)));
    return table;
  }

  private static void put(Map<String, TemplateFunction> table, String name, int least, int most, TemplateFunction function) {
    table.put(name, function.arity(name, least, most));
  }

  private static String joined(List<Value> values) {
    return values.size() == 1 && values.getFirst() instanceof Value.Text t ? t.value() : GoFormat.sprint(values);
  }


  private static long length(Value value) {
    return switch (value) {
      case Value.Text t -> t.value().getBytes(StandardCharsets.UTF_8).length;
      case Value.Sequence s -> s.items().size();
      case Value.Mapping m -> m.entries().size();
      case Value.Nil n -> throw new FunctionException("len of nil pointer");
      case Value.Bool b -> throw lengthless(value);
      case Value.Int i -> throw lengthless(value);
      case Value.Float f -> throw lengthless(value);
      case Value.Struct s -> throw lengthless(value);
      case Value.Callable c -> throw lengthless(value);
    };
  }

  private static FunctionException lengthless(Value value) {
    return new FunctionException("len of type " + value.type());
  }

  private static Value index(List<Value> arguments) {
    Value value = arguments.getFirst();
    for (Value key : arguments.subList(1, arguments.size())) {
      value =
          switch (value) {
            case Value.Sequence s -> s.items().get(position(key, s.items().size(), s.items().size() - 1));
            case Value.Text t -> {
              byte[] bytes = t.value().getBytes(StandardCharsets.UTF_8);
              yield Value.of((long) (bytes[position(key, bytes.length, bytes.length - 1)] & 0xff));
            }
            case Value.Mapping m -> {
              if (!(key instanceof Value.Text k)) {
                throw new FunctionException("value has type " + key.type() + "; should be string");
              }
              yield m.entries().getOrDefault(k.value(), m.zero());
            }
            case Value.Nil n -> throw new FunctionException("index of untyped nil");
            case Value.Bool b -> throw unindexable(value);
            case Value.Int i -> throw unindexable(value);
            case Value.Float f -> throw unindexable(value);
            case Value.Struct s -> throw unindexable(value);
            case Value.Callable c -> throw unindexable(value);
          };
    }
    return value;
  }

  private static FunctionException unindexable(Value value) {
    return new FunctionException("can't index item of type " + value.type());
  }

  private static int position(Value key, int size, int most) {
    if (!(key instanceof Value.Int i)) {
      throw new FunctionException(key instanceof Value.Nil ? "cannot index slice/array with nil" : "cannot index slice/array with type " + key.type());
    }
    if (i.value() < 0 || i.value() > size) {
      throw new FunctionException("index out of range: " + i.value());
    }
    if (i.value() > most) {
      throw new FunctionException("reflect: slice index out of range");
    }
    return (int) i.value();
  }

  private static Value slice(List<Value> arguments) {
    Value value = arguments.getFirst();
    int size =
        switch (value) {
          case Value.Sequence s -> s.items().size();
          case Value.Text t -> t.value().getBytes(StandardCharsets.UTF_8).length;
          case Value.Nil n -> throw new FunctionException("slice of untyped nil");
          case Value.Mapping m -> throw new FunctionException("can't slice item of type " + value.type());
          case Value.Bool b -> throw new FunctionException("can't slice item of type " + value.type());
          case Value.Int i -> throw new FunctionException("can't slice item of type " + value.type());
          case Value.Float f -> throw new FunctionException("can't slice item of type " + value.type());
          case Value.Struct s -> throw new FunctionException("can't slice item of type " + value.type());
          case Value.Callable c -> throw new FunctionException("can't slice item of type " + value.type());
        };
    if (value instanceof Value.Text && arguments.size() > 3) {
      throw new FunctionException("cannot 3-index slice a string");
    }
    int from = arguments.size() > 1 ? position(arguments.get(1), size, size) : 0;
    int to = arguments.size() > 2 ? position(arguments.get(2), size, size) : size;
    if (from > to) {
      throw new FunctionException("invalid slice index: " + from + " > " + to);
    }
    if (value instanceof Value.Sequence s) {
      return new Value.Sequence(s.type(), s.items().subList(from, to), s.methods());
    }
    byte[] bytes = ((Value.Text) value).value().getBytes(StandardCharsets.UTF_8);
    return Value.of(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  private static Value call(List<Value> arguments) {
    if (arguments.getFirst() instanceof Value.Callable c) {
      return c.function().call(arguments.subList(1, arguments.size()));
    }
    throw new FunctionException(arguments.getFirst() instanceof Value.Nil ? "call of nil" : "non-function of type " + arguments.getFirst().type());
  }
}
