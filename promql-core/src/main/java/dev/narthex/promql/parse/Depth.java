package dev.narthex.promql.parse;

import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.PositionRange;
import java.util.IdentityHashMap;
import java.util.Map;

/** Counts how deep the reader is nested and refuses what could overflow a stack, here or wherever trees are walked. */
final class Depth {
  /** Levels of brackets, calls, signs and right operands inside one another, and of the tree that comes out. */
  static final int LIMIT = 400;

  private final Tokens tokens;
  private final Map<Expr, Integer> heights = new IdentityHashMap<>();
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

  /** Notes the height of a tree that was just built; refuses one too high: a chain of operators adds a level each. */
  <T extends Expr> T built(T expr) {
    int height = 1;
    for (Expr child : expr.children()) {
      height = Math.max(height, 1 + heights.getOrDefault(child, 1));
    }
    if (height > LIMIT) {
      throw tokens.error(expr.position(), tooDeep());
    }
    heights.put(expr, height);
    return expr;
  }

  static String tooDeep() {
    return "expression is nested more than " + LIMIT + " levels deep; move parts of it into recording rules";
  }
}
