package dev.narthex.promql.parse;

import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.PositionRange;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Counts how deep the reader is nested and refuses what could overflow a stack, here or wherever trees are walked. */
final class Depth {
  /** Levels of brackets, calls, signs and right operands inside one another, and of the tree that comes out. */
  static final int LIMIT = 400;

  /** Levels of the tree with every operator of a chain {@code a + b - c …} counted. */
  static final int CHAINED_LIMIT = 10_000;

  private final Tokens tokens;
  private final Map<Expr, Integer> heights = new IdentityHashMap<>();
  private final Map<Expr, Integer> chainedHeights = new IdentityHashMap<>();
  private int level;

  Depth(Tokens tokens) {
    this.tokens = tokens;
  }

  /** A part of the grammar. */
  interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  <T, E extends Exception> T within(PositionRange position, Reading<T, E> reading) throws E {
    enter(position);
    try {
      return reading.read();
    } finally {
      level--;
    }
  }

  private void enter(PositionRange position) {
    level++;
    if (level > LIMIT) {
      throw tokens.error(position, tooDeep());
    }
  }

  /** Notes the height of a tree that was just built; refuses one too high. A chain of operators is as high as one of them. */
  <T extends Expr> T built(T expr) {
    int height = 1;
    int chained = 1;
    for (Expr child : expr instanceof Binary binary ? List.of(binary.left(), binary.right()) : expr.children()) {
      boolean continues = expr instanceof Binary binary && child == binary.left() && child instanceof Binary;
      height = Math.max(height, (continues ? 0 : 1) + heights.getOrDefault(child, 1));
      chained = Math.max(chained, 1 + chainedHeights.getOrDefault(child, 1));
    }
    if (height > LIMIT) {
      throw tokens.error(expr.position(), tooDeep());
    }
    if (chained > CHAINED_LIMIT) {
      throw tokens.error(expr.position(), "expression has more than " + CHAINED_LIMIT + " operators in a row; move parts of it into recording rules");
    }
    heights.put(expr, height);
    chainedHeights.put(expr, chained);
    return expr;
  }

  static String tooDeep() {
    return "expression is nested more than " + LIMIT + " levels deep; move parts of it into recording rules";
  }
}
