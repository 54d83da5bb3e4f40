package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import java.util.List;
import java.util.stream.Stream;

/** A PromQL expression that passed the type checker. */
public sealed interface Expr
    permits NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Call, Aggregation, Binary, Unary, Paren {
  /** Where the expression stands in the query. */
  PositionRange position();

  /** What it evaluates to. */
  ValueType type();

  /**
   * The expressions right inside this one, in the order of the text; an aggregation's parameter comes after its vector. Of a chain of
   * operators these are all its operands.
   */
  default List<Expr> children() {
    return switch (this) {
      case NumberLiteral _, StringLiteral _, VectorSelector _ -> List.of();
      case MatrixSelector matrix -> List.of(matrix.selector());
      case Subquery subquery -> List.of(subquery.expr());
      case Call call -> call.arguments();
      case Aggregation aggregation -> Stream.concat(Stream.of(aggregation.expr()), aggregation.parameter().stream()).toList();
      case Binary binary -> binary.operands();
      case Unary unary -> List.of(unary.expr());
      case Paren paren -> List.of(paren.expr());
    };
  }

  /** The expression without the parentheses around it. */
  default Expr withoutParens() {
    Expr expr = this;
    while (expr instanceof Paren paren) {
      expr = paren.expr();
    }
    return expr;
  }

  /** How deep the tree is, with every operator of a chain {@code a + b - c …} counted: up to 10,000. */
  default int depth() {
    int depth = 0;
    List<Expr> children = children();
    for (int i = 0; i < children.size(); i++) {
      int operatorsAround = this instanceof Binary ? Math.min(children.size() - 1, children.size() - i) : 1;
      depth = Math.max(depth, operatorsAround + children.get(i).depth());
    }
    return Math.max(depth, 1);
  }
}
