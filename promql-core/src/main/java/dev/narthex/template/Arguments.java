package dev.narthex.template;

import java.util.List;

/** Takes typed arguments of a function; a wrong type becomes the error that Go would report at that argument. */
public final class Arguments {
  private Arguments() {}

  public static String text(List<Value> arguments, int index) {
    if (arguments.get(index) instanceof Value.Text t) {
      return t.value();
    }
    throw FunctionException.argument(index, "string", arguments.get(index));
  }

  public static long integer(List<Value> arguments, int index) {
    if (arguments.get(index) instanceof Value.Int i) {
      return i.value();
    }
    throw FunctionException.argument(index, "integer", arguments.get(index));
  }

  public static Value.Sequence sequence(List<Value> arguments, int index) {
    if (arguments.get(index) instanceof Value.Sequence s) {
      return s;
    }
    throw FunctionException.argument(index, "[]string", arguments.get(index));
  }

  /** A list of strings. */
  public static List<String> texts(List<Value> arguments, int index) {
    return sequence(arguments, index).items().stream()
        .map(
            item -> {
              if (item instanceof Value.Text t) {
                return t.value();
              }
              throw FunctionException.argument(index, "[]string", arguments.get(index));
            })
        .toList();
  }

  /** A number; texts that hold one count too, as the rule functions take them. */
  public static double number(List<Value> arguments, int index) {
    return switch (arguments.get(index)) {
      case Value.Float f -> f.value();
      case Value.Int i -> i.value();
      case Value.Text t -> {
        try {
          yield Double.parseDouble(t.value().trim().replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
          throw new FunctionException("strconv.ParseFloat: parsing " + GoText.quote(t.value()) + ": invalid syntax");
        }
      }
      case Value.Nil n -> throw FunctionException.argument(index, "float64", arguments.get(index));
      case Value.Bool b -> throw FunctionException.argument(index, "float64", arguments.get(index));
      case Value.Sequence s -> throw FunctionException.argument(index, "float64", arguments.get(index));
      case Value.Mapping m -> throw FunctionException.argument(index, "float64", arguments.get(index));
      case Value.Struct s -> throw FunctionException.argument(index, "float64", arguments.get(index));
      case Value.Callable c -> throw FunctionException.argument(index, "float64", arguments.get(index));
    };
  }
}
