package dev.narthex.template;

import java.util.List;

/** Go's eq, ne, lt, le, gt, ge: operands must be of one basic kind. */
final class Comparison {
  private Comparison() {}

  static Value eq(List<Value> arguments) {
    if (arguments.size() == 1) {
      throw new FunctionException("missing argument for comparison");
    }
    Value first = arguments.getFirst();
    for (Value other : arguments.subList(1, arguments.size())) {
      if (equal(first, other)) {
        return Value.TRUE;
      }
    }
    return Value.FALSE;
  }

  static Value ne(List<Value> arguments) {
    return Value.of(!equal(arguments.getFirst(), arguments.get(1)));
  }

  private static boolean equal(Value a, Value b) {
    if (a instanceof Value.Nil || b instanceof Value.Nil) {
      return a instanceof Value.Nil && b instanceof Value.Nil;
    }
    if (a instanceof Value.Sequence || a instanceof Value.Mapping || a instanceof Value.Callable) {
      throw new FunctionException("non-comparable type " + GoFormat.plain(a) + ": " + a.type());
    }
    return switch (a) {
      case Value.Bool x when b instanceof Value.Bool y -> x.value() == y.value();
      case Value.Int x when b instanceof Value.Int y -> x.value() == y.value();
      case Value.Float x when b instanceof Value.Float y -> x.value() == y.value();
      case Value.Text x when b instanceof Value.Text y -> x.value().equals(y.value());
      case Value.Struct x when b instanceof Value.Struct y -> x.fields().equals(y.fields());
      default -> throw incompatible(a, b);
    };
  }

  /** Whether a stands in the given order to b; NaN stands in none. */
  static boolean ordered(Value a, Value b, Order order) {
    return switch (a) {
      case Value.Int x when b instanceof Value.Int y -> order.accepts(Long.compare(x.value(), y.value()));
      case Value.Float x when b instanceof Value.Float y ->
          !Double.isNaN(x.value()) && !Double.isNaN(y.value()) && order.accepts(x.value() < y.value() ? -1 : x.value() > y.value() ? 1 : 0);
      case Value.Text x when b instanceof Value.Text y -> order.accepts(dev.narthex.model.Labels.compareCodePoints(x.value(), y.value()));
      case Value.Bool x when b instanceof Value.Bool -> throw new FunctionException("invalid type for comparison");
      default -> {
        if (isBasic(a) && isBasic(b)) {
          throw incompatible(a, b);
        }
        throw new FunctionException("invalid type for comparison");
      }
    };
  }

  private static FunctionException incompatible(Value a, Value b) {
    return new FunctionException("incompatible types for comparison: " + a.type() + " and " + b.type());
  }

  private static boolean isBasic(Value v) {
    return v instanceof Value.Int || v instanceof Value.Float || v instanceof Value.Text || v instanceof Value.Bool;
  }

  enum Order {
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean accepts(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
      };
    }
  }
}
