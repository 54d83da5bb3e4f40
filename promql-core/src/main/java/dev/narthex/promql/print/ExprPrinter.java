package dev.narthex.promql.print;

import dev.narthex.model.GoFloat;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
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
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorMatching.Cardinality;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints expressions on one line, as Prometheus does. */
public final class ExprPrinter {
  private ExprPrinter() {}

  public static String print(Expr expr) {
    return switch (expr) {
      case NumberLiteral number -> number(number.value(), number.duration());
      case StringLiteral string -> GoQuote.quote(string.value());
      case Paren paren -> "(" + print(paren.expr()) + ")";
      case Unary unary -> unary.sign().symbol() + print(unary.expr());
      case Binary binary -> {
        List<Binary> chain = binary.chain();
        StringBuilder out = new StringBuilder(base(chain.getFirst()));
        chain.forEach(each -> out.append(' ').append(operator(each)).append(' ').append(print(each.right())));
        yield out.toString();
      }
      case Call call -> call.function().functionName() + "(" + arguments(call.arguments()) + ")";
      case Aggregation a -> {
        String parameter = a.parameter().map(p -> print(p) + ", ").orElse("");
        yield aggregator(a) + "(" + parameter + print(a.expr()) + ")";
      }
      case VectorSelector s -> selector(s) + at(s.at()) + extension(s) + offset(s.offset());
      case MatrixSelector m -> {
        VectorSelector s = m.selector();
        yield selector(s) + "[" + span(m.range()) + "]" + extension(s) + at(s.at()) + offset(s.offset());
      }
      case Subquery q -> print(q.expr()) + subquerySuffix(q);
    };
  }

  /** The left side. A sign would take the power with it, so infinity goes without one there. */
  static String base(Binary binary) {
    String text = print(binary.left());
    boolean signed = binary.operator() == BinaryOperator.POWER && binary.left() instanceof NumberLiteral && text.startsWith("+");
    return signed ? text.substring(1) : text;
  }

  private static String arguments(List<Expr> arguments) {
    return arguments.stream().map(ExprPrinter::print).collect(Collectors.joining(", "));
  }

  /** {@code sum by (job) }, up to the parenthesis. */
  static String aggregator(Aggregation a) {
    String name = a.operator().keyword();
    if (a.without()) {
      return name + " without (" + labels(a.grouping()) + ") ";
    }
    return a.grouping().isEmpty() ? name : name + " by (" + labels(a.grouping()) + ") ";
  }

  /** {@code + on (job) group_left ()}: the operator with all that modifies it. */
  static String operator(Binary binary) {
    StringBuilder out = new StringBuilder(binary.operator().symbol());
    if (binary.returnBool()) {
      out.append(" bool");
    }
    binary.matching().ifPresent(matching -> append(out, matching));
    return out.toString();
  }

  /** {@code on (job) group_left ()}; empty for the default. */
  public static String matching(VectorMatching matching) {
    StringBuilder out = new StringBuilder();
    append(out, matching);
    return out.toString().strip();
  }

  private static void append(StringBuilder out, VectorMatching matching) {
    Cardinality cardinality = matching.cardinality();
    boolean grouped = cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY;
    if (!matching.labels().isEmpty() || matching.on() || grouped) {
      out.append(matching.on() ? " on (" : " ignoring (").append(labels(matching.labels())).append(')');
    }
    if (grouped) {
      out.append(cardinality == Cardinality.MANY_TO_ONE ? " group_left (" : " group_right (");
      out.append(labels(matching.include())).append(')');
    }
    // as numbers: NaN is not itself
    if (matching.fillLeft().isPresent() && matching.fillRight().isPresent() && matching.fillLeft().getAsDouble() == matching.fillRight().getAsDouble()) {
      out.append(" fill (").append(GoFloat.general(matching.fillLeft().getAsDouble())).append(')');
      return;
    }
    matching.fillLeft().ifPresent(value -> out.append(" fill_left (").append(GoFloat.general(value)).append(')'));
    matching.fillRight().ifPresent(value -> out.append(" fill_right (").append(GoFloat.general(value)).append(')'));
  }

  private static String labels(List<String> names) {
    return names.stream().map(GoQuote::labelName).collect(Collectors.joining(", "));
  }

  private static String selector(VectorSelector s) {
    String matchers =
        s.matchers().stream()
            .filter(m -> s.name().isEmpty() || !isName(m, s.name()))
            .map(LabelMatcher::toString)
            .sorted(Labels::compareCodePoints)
            .collect(Collectors.joining(","));
    boolean braces = !matchers.isEmpty() || s.name().isEmpty();
    return braces ? s.name() + "{" + matchers + "}" : s.name();
  }

  private static boolean isName(LabelMatcher m, String name) {
    return m.name().equals(Labels.METRIC_NAME) && m.type() == LabelMatcher.Type.EQUAL && m.value().equals(name);
  }

  private static String extension(VectorSelector s) {
    return s.extension() == VectorSelector.Extension.NONE ? "" : " " + s.extension().keyword();
  }

  /** {@code [1h:5m] @ end() offset 1d}. */
  static String subquerySuffix(Subquery q) {
    return "[" + span(q.range()) + ":" + q.step().map(ExprPrinter::span).orElse("") + "]" + at(q.at()) + offset(q.offset());
  }

  private static String at(Optional<AtModifier> at) {
    if (at.isEmpty()) {
      return "";
    }
    return switch (at.get()) {
      case AtModifier.Timestamp(long millis) -> " @ " + GoFloat.fixed(millis / 1000.0, 3);
      case AtModifier.Start _ -> " @ start()";
      case AtModifier.End _ -> " @ end()";
    };
  }

  private static String offset(TimeSpan offset) {
    return offset.equals(TimeSpan.ZERO) ? "" : " offset " + span(offset);
  }

  private static String span(TimeSpan span) {
    return switch (span) {
      case TimeSpan.Fixed(long millis) -> new PromDuration(millis).toString();
      case TimeSpan.Computed(DurationExpr expr) -> duration(expr);
    };
  }

  private static String duration(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal literal -> number(literal.seconds(), literal.duration());
      case DurationExpr.Step _ -> "step()";
      case DurationExpr.Range _ -> "range()";
      case DurationExpr.Wrapped wrapped -> "(" + duration(wrapped.inner()) + ")";
      case DurationExpr.Signed signed -> signed.sign().symbol() + duration(signed.operand());
      case DurationExpr.Arithmetic a ->
          switch (a.operation()) {
            case MIN_OF, MAX_OF -> a.operation().symbol() + "(" + duration(a.left()) + ", " + duration(a.right()) + ")";
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
                duration(a.left()) + " " + a.operation().symbol() + " " + duration(a.right());
          };
    };
  }

  private static String number(double value, boolean duration) {
    return duration ? new PromDuration((long) (value * 1000)).toString() : GoFloat.plain(value);
  }
}
