package dev.narthex.promql.ast;

/** A PromQL expression that passed the type checker. */
public sealed interface Expr
    permits NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Call, Aggregation, Binary, Unary, Paren {
  /** Where the expression stands in the query. */
  PositionRange position();

  /** What it evaluates to. */
  ValueType type();

  /** The expression without the parentheses around it. */
  default Expr withoutParens() {
    Expr expr = this;
    while (expr instanceof Paren paren) {
      expr = paren.expr();
    }
    return expr;
  }
}
