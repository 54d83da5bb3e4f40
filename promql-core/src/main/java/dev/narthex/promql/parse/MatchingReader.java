package dev.narthex.promql.parse;

import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorMatching.Cardinality;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what may stand behind a binary operator: {@code bool}, {@code on(…)}, {@code group_left(…)}, {@code fill(…)}. */
final class MatchingReader {
  private final Tokens tokens;
  private final LabelReader labels;

  MatchingReader(Tokens tokens, LabelReader labels) {
    this.tokens = tokens;
    this.labels = labels;
  }

  /** What was read. */
  record Modifiers(VectorMatching matching, boolean returnBool) {
    void requireFillAllowed(Tokens tokens, ParserOptions options, PositionRange position) {
      if (fills() && !options.fillModifiers()) {
        throw tokens.error(position, "binop fill modifiers are experimental and not enabled");
      }
    }

    /** The matching as the tree holds it: none with a scalar, unless it says something that the type checker has to refuse. */
    Optional<VectorMatching> between(BinaryOperator operator, ValueType left, ValueType right) {
      if (left != ValueType.VECTOR || right != ValueType.VECTOR) {
        return matching.labels().isEmpty() && !fills() ? Optional.empty() : Optional.of(matching);
      }
      boolean plain = matching.cardinality() == Cardinality.ONE_TO_ONE;
      return Optional.of(operator.isSet() && plain ? matching.with(Cardinality.MANY_TO_MANY) : matching);
    }

    private boolean fills() {
      return matching.fillLeft().isPresent() || matching.fillRight().isPresent();
    }
  }

  /** Reads as much as there is. */
  Modifiers read(String context) {
    boolean returnBool = tokens.accept(TokenKind.BOOL);
    boolean on = tokens.is(TokenKind.ON);
    List<String> matching = List.of();
    Cardinality cardinality = Cardinality.ONE_TO_ONE;
    List<String> include = List.of();
    if (tokens.accept(TokenKind.ON) || tokens.accept(TokenKind.IGNORING)) {
      matching = labels.groupingLabels();
      if (tokens.is(TokenKind.GROUP_LEFT) || tokens.is(TokenKind.GROUP_RIGHT)) {
        cardinality = tokens.take().kind() == TokenKind.GROUP_LEFT ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        include = mayBeOperand(tokens.kind()) ? List.of() : labels.groupingLabels();
      }
    }
    OptionalDouble left = OptionalDouble.empty();
    OptionalDouble right = OptionalDouble.empty();
    if (tokens.accept(TokenKind.FILL)) {
      left = OptionalDouble.of(fillValue(context));
      right = left;
    } else if (tokens.accept(TokenKind.FILL_LEFT)) {
      left = OptionalDouble.of(fillValue(context));
      right = tokens.accept(TokenKind.FILL_RIGHT) ? OptionalDouble.of(fillValue(context)) : right;
    } else if (tokens.accept(TokenKind.FILL_RIGHT)) {
      right = OptionalDouble.of(fillValue(context));
      left = tokens.accept(TokenKind.FILL_LEFT) ? OptionalDouble.of(fillValue(context)) : left;
    }
    return new Modifiers(new VectorMatching(cardinality, matching, on, include, left, right), returnBool);
  }

  /** Whether what follows {@code group_left} may do so without labels; a parenthesis begins those. */
  private static boolean mayBeOperand(TokenKind kind) {
    return switch (kind) {
      case ADD, SUBTRACT, NUMBER, DURATION, STRING, LEFT_BRACE -> true;
      default -> kind.canNameMetric();
    };
  }

  /** {@code (-1.5)}. */
  private double fillValue(String context) {
    require(TokenKind.LEFT_PAREN, context);
    boolean minus = tokens.is(TokenKind.SUBTRACT);
    if (minus || tokens.is(TokenKind.ADD)) {
      tokens.take();
    }
    if (!tokens.is(TokenKind.NUMBER) && !tokens.is(TokenKind.DURATION)) {
      throw tokens.unexpected(context, "");
    }
    Token number = tokens.take();
    try {
      double value =
          number.kind() == TokenKind.DURATION ? NumberText.durationSeconds(number.text()) : NumberText.number(number.text());
      require(TokenKind.RIGHT_PAREN, context);
      return minus ? -value : value;
    } catch (IllegalArgumentException e) {
      throw tokens.error(number.position(), String.valueOf(e.getMessage()));
    }
  }

  private void require(TokenKind kind, String context) {
    if (!tokens.accept(kind)) {
      throw tokens.unexpected(context, "");
    }
  }
}
