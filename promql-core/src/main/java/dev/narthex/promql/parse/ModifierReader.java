package dev.narthex.promql.parse;

import dev.narthex.model.GoFloat;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.ast.VectorSelector.Extension;
import java.util.Optional;

/** Reads what stands behind a selector and binds tighter than any operator: ranges, {@code offset}, {@code @} and extensions. */
final class ModifierReader {
  private static final String A_LENGTH = "number, duration, step(), or range()";
  private static final String RANGE = "subquery or range selector";

  private final Tokens tokens;
  private final ParserOptions options;
  private final Depth depth;
  private final DurationReader durations;

  ModifierReader(Tokens tokens, ParserOptions options, Depth depth) {
    this.tokens = tokens;
    this.options = options;
    this.depth = depth;
    this.durations = new DurationReader(tokens, options, depth);
  }

  /** The expression with all modifiers that follow. */
  Expr behind(Expr expr) {
    Expr result = expr;
    while (true) {
      Expr before = result;
      result =
          switch (tokens.kind()) {
            case LEFT_BRACKET -> range(before);
            case OFFSET -> offset(before);
            case AT -> at(before);
            case ANCHORED -> extended(before, Extension.ANCHORED);
            case SMOOTHED -> extended(before, Extension.SMOOTHED);
            default -> before;
          };
      if (result == before) {
        return result;
      }
      result = depth.built(result);
    }
  }

  private Expr range(Expr expr) {
    Token open = tokens.take();
    TimeSpan range;
    try {
      range = durations.positive();
    } catch (DurationReader.NoDuration e) {
      throw tokens.unexpected(RANGE, A_LENGTH);
    }
    if (tokens.accept(TokenKind.COLON)) {
      return subquery(expr, range);
    }
    if (!tokens.is(TokenKind.RIGHT_BRACKET)) {
      throw tokens.unexpected("subquery or range", "\":\" or \"]\"");
    }
    Token close = tokens.take();
    PositionRange brackets = PositionRange.spanning(open.position(), close.position());
    if (!(expr instanceof VectorSelector selector)) {
      throw tokens.error(brackets, "ranges only allowed for vector selectors");
    }
    if (!isZero(selector.offset())) {
      throw tokens.error(brackets, "no offset modifiers allowed before range");
    }
    if (selector.at().isPresent()) {
      throw tokens.error(brackets, "no @ modifiers allowed before range");
    }
    return new MatrixSelector(selector, range, PositionRange.spanning(expr.position(), close.position()));
  }

  private Expr subquery(Expr expr, TimeSpan range) {
    Optional<TimeSpan> step = Optional.empty();
    if (!tokens.is(TokenKind.RIGHT_BRACKET)) {
      try {
        step = Optional.of(durations.positive());
      } catch (DurationReader.NoDuration e) {
        throw tokens.unexpected("subquery selector", "number, duration, step(), range(), or \"]\"");
      }
    }
    if (!tokens.is(TokenKind.RIGHT_BRACKET)) {
      throw tokens.unexpected("subquery selector", "\"]\"");
    }
    Token close = tokens.take();
    return new Subquery(expr, range, step, TimeSpan.ZERO, Optional.empty(), PositionRange.spanning(expr.position(), close.position()));
  }

  private Expr offset(Expr expr) {
    tokens.take();
    TimeSpan offset;
    try {
      offset = durations.offset();
    } catch (DurationReader.NoDuration e) {
      throw tokens.unexpected("offset", A_LENGTH);
    }
    PositionRange position = PositionRange.spanning(expr.position(), tokens.last().position());
    if (expr instanceof VectorSelector s && isZero(s.offset())) {
      return new VectorSelector(s.name(), s.matchers(), offset, s.at(), s.extension(), position);
    }
    if (expr instanceof MatrixSelector m && isZero(m.selector().offset())) {
      VectorSelector s = m.selector();
      return new MatrixSelector(
          new VectorSelector(s.name(), s.matchers(), offset, s.at(), s.extension(), s.position()), m.range(), position);
    }
    if (expr instanceof Subquery q && isZero(q.offset())) {
      return new Subquery(q.expr(), q.range(), q.step(), offset, q.at(), position);
    }
    boolean selects = expr instanceof VectorSelector || expr instanceof MatrixSelector || expr instanceof Subquery;
    String reason =
        selects
            ? "offset may not be set multiple times"
            : "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    throw tokens.error(expr.position(), reason);
  }

  private Expr at(Expr expr) {
    tokens.take();
    AtModifier at =
        switch (tokens.kind()) {
          case START -> queryTime(new AtModifier.Start());
          case END -> queryTime(new AtModifier.End());
          default -> timestamp(expr);
        };
    PositionRange position = PositionRange.spanning(expr.position(), tokens.last().position());
    Optional<AtModifier> set = Optional.of(at);
    if (expr instanceof VectorSelector s && s.at().isEmpty()) {
      return new VectorSelector(s.name(), s.matchers(), s.offset(), set, s.extension(), position);
    }
    if (expr instanceof MatrixSelector m && m.selector().at().isEmpty()) {
      VectorSelector s = m.selector();
      return new MatrixSelector(
          new VectorSelector(s.name(), s.matchers(), s.offset(), set, s.extension(), s.position()), m.range(), position);
    }
    if (expr instanceof Subquery q && q.at().isEmpty()) {
      return new Subquery(q.expr(), q.range(), q.step(), q.offset(), set, position);
    }
    boolean selects = expr instanceof VectorSelector || expr instanceof MatrixSelector || expr instanceof Subquery;
    String reason =
        selects
            ? "@ <timestamp> may not be set multiple times"
            : "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery";
    throw tokens.error(expr.position(), reason);
  }

  /** {@code start()}; the word is next. */
  private AtModifier queryTime(AtModifier at) {
    tokens.take();
    if (!tokens.accept(TokenKind.LEFT_PAREN) || !tokens.accept(TokenKind.RIGHT_PAREN)) {
      throw tokens.unexpected("@", "timestamp");
    }
    return at;
  }

  private AtModifier timestamp(Expr expr) {
    boolean minus = tokens.is(TokenKind.SUBTRACT);
    if (minus || tokens.is(TokenKind.ADD)) {
      tokens.take();
    }
    if (!tokens.is(TokenKind.NUMBER) && !tokens.is(TokenKind.DURATION)) {
      throw tokens.unexpected("@", "timestamp");
    }
    Token number = tokens.take();
    double seconds;
    try {
      seconds = number.kind() == TokenKind.NUMBER ? NumberText.number(number.text()) : NumberText.durationSeconds(number.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(number.position(), String.valueOf(e.getMessage()));
    }
    seconds = minus ? -seconds : seconds;
    if (Double.isNaN(seconds) || seconds >= 0x1p63 || seconds <= -0x1p63) {
      throw tokens.error(expr.position(), "timestamp out of bounds for @ modifier: " + GoFloat.fixed(seconds, 6));
    }
    return new AtModifier.Timestamp((long) Math.copySign(Math.floor(Math.abs(seconds * 1000) + 0.5), seconds));
  }

  private Expr extended(Expr expr, Extension extension) {
    Token word = tokens.take();
    PositionRange position = expr.position();
    if (!options.extendedRangeSelectors()) {
      throw tokens.error(position, extension.keyword() + " modifier is experimental and not enabled");
    }
    return switch (expr) {
      case VectorSelector s -> extended(s, extension, position);
      case MatrixSelector m -> new MatrixSelector(extended(m.selector(), extension, position), m.range(), position);
      case Subquery _ -> throw tokens.error(position, extension.keyword() + " modifier is not supported for subqueries");
      default -> throw tokens.error(position, extension.keyword() + " modifier not implemented");
    };
  }

  private VectorSelector extended(VectorSelector s, Extension extension, PositionRange position) {
    if (s.extension() != Extension.NONE && s.extension() != extension) {
      throw tokens.error(position, "anchored and smoothed modifiers cannot be used together");
    }
    return new VectorSelector(s.name(), s.matchers(), s.offset(), s.at(), extension, s.position());
  }

  private static boolean isZero(TimeSpan span) {
    return span.equals(TimeSpan.ZERO);
  }
}
