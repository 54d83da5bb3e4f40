package dev.narthex.promql.print;

import dev.narthex.model.GoFloat;
import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.DurationExpr;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The tree that {@code parse_query} answers, as data that any JSON writer takes: maps with string keys in a fixed order, lists,
 * strings, booleans, {@link Long}, {@link Double}, and {@link Optional#empty()} where JSON has {@code null}.
 */
public final class ExprTree {
  private static final Object NULL = Optional.empty();

  private ExprTree() {}

  public static Map<String, Object> of(Expr expr) {
    return switch (expr) {
      case NumberLiteral number -> node("numberLiteral", "val", GoFloat.plain(number.value()));
      case StringLiteral string -> node("stringLiteral", "val", string.value());
      case Paren paren -> node("parenExpr", "expr", of(paren.expr()));
      case Unary unary -> node("unaryExpr", "op", unary.sign().symbol(), "expr", of(unary.expr()));
      case Aggregation a ->
          node(
              "aggregation", "op", a.operator().keyword(), "expr", of(a.expr()), "param", a.parameter().<Object>map(ExprTree::of).orElse(NULL),
              "grouping", a.grouping(), "without", a.without());
      case Binary binary -> {
        List<Binary> chain = binary.chain();
        Map<String, Object> left = of(chain.getFirst().left());
        for (Binary each : chain) {
          left =
              node(
                  "binaryExpr", "op", each.operator().symbol(), "lhs", left, "rhs", of(each.right()), "matching",
                  each.matching().<Object>map(ExprTree::matching).orElse(NULL), "bool", each.returnBool());
        }
        yield left;
      }
      case Call call -> node("call", "func", function(call), "args", call.arguments().stream().map(ExprTree::of).toList());
      case VectorSelector s -> selector("vectorSelector", s);
      case MatrixSelector m -> {
        Map<String, Object> node = selector("matrixSelector", m.selector());
        putSpan(node, "range", Optional.of(m.range()));
        yield node;
      }
      case Subquery q -> {
        Map<String, Object> node = node("subquery", "expr", of(q.expr()));
        putSpan(node, "range", Optional.of(q.range()));
        putSpan(node, "offset", Optional.of(q.offset()));
        putSpan(node, "step", q.step());
        putAt(node, q.at());
        yield node;
      }
    };
  }

  private static Map<String, Object> selector(String type, VectorSelector s) {
    Map<String, Object> node = node(type, "name", s.name());
    putSpan(node, "offset", Optional.of(s.offset()));
    node.put("matchers", s.matchers().stream().map(ExprTree::matcher).toList());
    putAt(node, s.at());
    node.put("anchored", s.extension() == VectorSelector.Extension.ANCHORED);
    node.put("smoothed", s.extension() == VectorSelector.Extension.SMOOTHED);
    return node;
  }

  private static Map<String, Object> matcher(LabelMatcher matcher) {
    return map("name", matcher.name(), "value", matcher.value(), "type", matcher.type().operator());
  }

  private static Map<String, Object> matching(VectorMatching m) {
    return map(
        "card", m.cardinality().wireName(), "labels", m.labels(), "on", m.on(), "include", m.include(), "fillValues",
        map("lhs", number(m.fillLeft()), "rhs", number(m.fillRight())));
  }

  private static Object number(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : NULL;
  }

  private static Map<String, Object> function(Call call) {
    List<String> types = call.function().argumentTypes().stream().map(ValueType::wireName).toList();
    return map(
        "name", call.function().functionName(), "argTypes", types, "variadic", (long) call.function().variadic(), "returnType",
        call.function().returnType().wireName());
  }

  /** The milliseconds (0 when they are computed) and the expression that computes them. */
  private static void putSpan(Map<String, Object> node, String name, Optional<TimeSpan> span) {
    node.put(name, span.map(s -> s instanceof TimeSpan.Fixed(long millis) ? millis : 0L).orElse(0L));
    node.put(name + "Expr", span.map(s -> s instanceof TimeSpan.Computed(DurationExpr expr) ? duration(expr) : NULL).orElse(NULL));
  }

  private static void putAt(Map<String, Object> node, Optional<AtModifier> at) {
    node.put("timestamp", at.map(a -> a instanceof AtModifier.Timestamp(long millis) ? (Object) millis : NULL).orElse(NULL));
    Object word = NULL;
    if (at.isPresent()) {
      word =
          switch (at.get()) {
            case AtModifier.Start _ -> "start";
            case AtModifier.End _ -> "end";
            case AtModifier.Timestamp _ -> NULL;
          };
    }
    node.put("startOrEnd", word);
  }

  private static Object duration(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal literal ->
          node("numberLiteral", "val", GoFloat.plain(literal.seconds()), "duration", literal.duration());
      case DurationExpr.Step _ -> durationNode("step", NULL, NULL);
      case DurationExpr.Range _ -> durationNode("range", NULL, NULL);
      case DurationExpr.Signed signed -> durationNode(signed.sign().symbol(), NULL, duration(signed.operand()));
      case DurationExpr.Arithmetic a -> durationNode(a.operation().symbol(), duration(a.left()), duration(a.right()));
      case DurationExpr.Wrapped wrapped -> wrapped(wrapped.inner());
    };
  }

  /** Prometheus marks an expression in parentheses; a literal in parentheses stands behind a plus there. */
  private static Object wrapped(DurationExpr inner) {
    if (inner instanceof DurationExpr.Literal) {
      Map<String, Object> node = durationNode("+", NULL, duration(inner));
      node.put("wrapped", true);
      return node;
    }
    Object node = duration(inner);
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
      copy.put("wrapped", true);
      return copy;
    }
    return node;
  }

  private static Map<String, Object> durationNode(String op, Object left, Object right) {
    return node("durationExpr", "op", op, "lhs", left, "rhs", right, "wrapped", false);
  }

  private static Map<String, Object> node(String type, Object... entries) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", type);
    node.putAll(map(entries));
    return node;
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
