package dev.narthex.promql.parse;

import static dev.narthex.model.GoQuote.quote;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;

/** Checks types, argument counts and matchers of a tree. Throws the first thing that is wrong, inner things before outer ones. */
final class TypeChecker {
  private final String query;

  TypeChecker(String query) {
    this.query = query;
  }

  void check(Expr expr) {
    switch (expr) {
      case NumberLiteral _, StringLiteral _ -> {}
      case Paren paren -> check(paren.expr());
      case Unary unary -> unary(unary);
      case VectorSelector selector -> selector(selector, Emptiness.REFUSED);
      case MatrixSelector matrix -> check(matrix.selector());
      case Subquery subquery -> subquery(subquery);
      case Call call -> call(call);
      case Aggregation aggregation -> aggregation(aggregation);
      case Binary binary -> chain(binary.chain());
    }
  }

  /** Whether a selector may match series without any label. */
  private enum Emptiness {
    REFUSED,
    ALLOWED
  }

  private void unary(Unary unary) {
    check(unary.expr());
    if (!isScalarOrVector(unary.expr().type())) {
      String type = quote(unary.expr().type().documentedName());
      throw error(unary, "unary expression only allowed on expressions of type scalar or instant vector, got " + type);
    }
  }

  private void selector(VectorSelector selector, Emptiness emptiness) {
    if (!selector.name().isEmpty()) {
      List<LabelMatcher> written = selector.matchers().subList(0, selector.matchers().size() - 1);
      for (LabelMatcher matcher : written) {
        if (matcher.name().equals(Labels.METRIC_NAME)) {
          String names = quote(selector.name()) + " or " + quote(matcher.value());
          throw error(selector, "metric name must not be set twice: " + names);
        }
      }
    } else if (emptiness == Emptiness.REFUSED && selector.matchers().stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw error(selector, "vector selector must contain at least one non-empty matcher");
    }
  }

  private void subquery(Subquery subquery) {
    check(subquery.expr());
    ValueType type = subquery.expr().type();
    if (type != ValueType.VECTOR) {
      throw error(subquery, "subquery is only allowed on instant vector, got " + type.wireName() + " instead");
    }
  }

  private void call(Call call) {
    PromqlFunction function = call.function();
    int given = call.arguments().size();
    String inCall = " argument(s) in call to " + quote(function.functionName()) + ", got " + given;
    if (given < function.minArguments() || given > function.maxArguments()) {
      if (function.variadic() == 0) {
        throw error(call, "expected " + function.minArguments() + inCall);
      }
      boolean tooFew = given < function.minArguments();
      throw error(call, tooFew ? "expected at least " + function.minArguments() + inCall : "expected at most " + function.maxArguments() + inCall);
    }
    boolean labelSelector = function == PromqlFunction.INFO && given > 1;
    if (labelSelector) {
      infoSelector(call);
    }
    for (int i = 0; i < given; i++) {
      Expr argument = call.arguments().get(i);
      if (labelSelector && i == 1 && argument instanceof VectorSelector selector) {
        selector(selector, Emptiness.ALLOWED);
        continue;
      }
      expect(argument, function.argumentType(i), "call to function " + quote(function.functionName()));
    }
  }

  /** The second argument of {@code info} is a selector of labels, without a metric name. */
  private void infoSelector(Call call) {
    Expr argument = call.arguments().get(1);
    if (argument.type() != ValueType.VECTOR) {
      throw error(call, mismatch(ValueType.VECTOR, "call to function \"info\"", argument.type()));
    }
    if (!(argument instanceof VectorSelector selector)) {
      throw error(argument, "expected label selectors only");
    }
    if (!selector.name().isEmpty()) {
      throw error(argument, "expected label selectors only, got vector selector instead");
    }
  }

  private void aggregation(Aggregation aggregation) {
    expect(aggregation.expr(), ValueType.VECTOR, "aggregation expression");
    aggregation
        .parameter()
        .ifPresent(
            parameter -> {
              boolean string = aggregation.operator().parameter() == Aggregator.Parameter.STRING;
              expect(parameter, string ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter");
            });
  }

  private void expect(Expr expr, ValueType wanted, String context) {
    check(expr);
    if (expr.type() != wanted) {
      throw error(expr, mismatch(wanted, context, expr.type()));
    }
  }

  private static String mismatch(ValueType wanted, String context, ValueType got) {
    return "expected type " + wanted.documentedName() + " in " + context + ", got " + got.documentedName();
  }

  private void chain(List<Binary> chain) {
    check(chain.getFirst().left());
    ValueType left = chain.getFirst().left().type();
    for (Binary binary : chain) {
      check(binary.right());
      ValueType right = binary.right().type();
      binary(binary, left, right);
      left = Binary.type(left, right);
    }
  }

  private void binary(Binary binary, ValueType left, ValueType right) {
    boolean comparison = binary.operator().isComparison();
    if (binary.returnBool() && !comparison) {
      throw new ParseException(operatorPosition(binary), query, "bool modifier can only be used on comparison operators");
    }
    if (comparison && !binary.returnBool() && left == ValueType.SCALAR && right == ValueType.SCALAR) {
      throw new ParseException(operatorPosition(binary), query, "comparisons between scalars must use BOOL modifier");
    }
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    for (String label : matching.labels()) {
      if (matching.on() && matching.include().contains(label)) {
        throw new ParseException(
            operatorPosition(binary), query, "label " + quote(label) + " must not occur in ON and GROUP clause at once");
      }
    }
    if (!isScalarOrVector(left)) {
      throw error(binary.left(), "binary expression must contain only scalar and instant vector types");
    }
    if (!isScalarOrVector(right)) {
      throw error(binary.right(), "binary expression must contain only scalar and instant vector types");
    }
    matching(binary, matching, left == ValueType.VECTOR && right == ValueType.VECTOR);
  }

  private void matching(Binary binary, VectorMatching matching, boolean vectors) {
    boolean fill = matching.fillLeft().isPresent() || matching.fillRight().isPresent();
    String symbol = quote(binary.operator().symbol());
    if (!vectors) {
      if (!matching.labels().isEmpty()) {
        throw error(binary, "vector matching only allowed between instant vectors");
      }
      if (fill) {
        throw error(binary, "filling in missing series only allowed between instant vectors");
      }
      if (binary.operator().isSet()) {
        throw error(binary, "set operator " + symbol + " not allowed in binary scalar expression");
      }
    } else if (binary.operator().isSet()) {
      if (matching.cardinality() != VectorMatching.Cardinality.MANY_TO_MANY) {
        throw error(binary, "no grouping allowed for " + symbol + " operation");
      }
      if (fill) {
        throw error(binary, "filling in missing series not allowed for set operators");
      }
    }
  }

  /** From the operator's first to its last byte, found in the text between both operands. */
  private PositionRange operatorPosition(Binary binary) {
    byte[] bytes = query.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int start = binary.left().position().end();
    while (start < bytes.length && Lexer.isSpace(bytes[start])) {
      start++;
    }
    int end = binary.right().position().start() - 1;
    while (end > start && Lexer.isSpace(bytes[end])) {
      end--;
    }
    return new PositionRange(start, end);
  }

  private static boolean isScalarOrVector(ValueType type) {
    return type == ValueType.SCALAR || type == ValueType.VECTOR;
  }

  private ParseException error(Expr at, String reason) {
    return new ParseException(at.position(), query, reason);
  }
}
