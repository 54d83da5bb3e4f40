package dev.narthex.promql.parse;

import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads expressions by climbing precedences: what binds tighter than an operator is read before its right side ends. */
final class ExprReader {
  /** A sign binds as tight as multiplication. */
  private static final int UNARY_PRECEDENCE = BinaryOperator.MULTIPLY.precedence();

  private final Tokens tokens;
  private final ParserOptions options;
  private final Depth depth;
  private final LabelReader labels;
  private final ModifierReader modifiers;
  private final MatchingReader matchings;

  /** What "unexpected …" says it is in: the aggregation around, or nothing. */
  private String context = "";

  ExprReader(Tokens tokens, ParserOptions options) {
    this.tokens = tokens;
    this.options = options;
    this.depth = new Depth(tokens);
    this.labels = new LabelReader(tokens);
    this.modifiers = new ModifierReader(tokens, options, depth);
    this.matchings = new MatchingReader(tokens, labels);
  }

  Expr expression() {
    return binary(0);
  }

  VectorSelector selector() {
    Token token = tokens.peek();
    if (token.kind() == TokenKind.LEFT_BRACE || token.kind().canNameMetric()) {
      return vectorSelector();
    }
    throw tokens.unexpected(context, "");
  }

  private Expr binary(int above) {
    Expr left = unary();
    // kept here, because a chain's type is asked of all its operators
    ValueType leftType = left.type();
    while (true) {
      Token token = tokens.peek();
      Optional<BinaryOperator> found = token.kind().binaryOperator();
      if (found.isEmpty() || found.get().precedence() <= above) {
        return left;
      }
      BinaryOperator operator = found.get();
      tokens.take();
      MatchingReader.Modifiers read = matchings.read(context);
      int limit = operator.isRightAssociative() ? operator.precedence() - 1 : operator.precedence();
      Expr right = depth.within(token.position(), () -> binary(limit));
      PositionRange position = PositionRange.spanning(left.position(), right.position());
      read.requireFillAllowed(tokens, options, position);
      Optional<VectorMatching> matching = read.between(operator, leftType, right.type());
      leftType = Binary.type(leftType, right.type());
      left = depth.built(new Binary(operator, left, right, matching, read.returnBool(), position));
    }
  }

  private Expr unary() {
    if (!tokens.is(TokenKind.ADD) && !tokens.is(TokenKind.SUBTRACT)) {
      return modifiers.behind(primary());
    }
    Token sign = tokens.take();
    Expr operand = depth.within(sign.position(), () -> binary(UNARY_PRECEDENCE));
    PositionRange position = PositionRange.spanning(sign.position(), operand.position());
    boolean minus = sign.kind() == TokenKind.SUBTRACT;
    if (operand instanceof NumberLiteral literal) {
      return new NumberLiteral(minus ? -literal.value() : literal.value(), literal.duration(), position);
    }
    return depth.built(new Unary(minus ? Unary.Sign.MINUS : Unary.Sign.PLUS, operand, position));
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> number(tokens.take());
      case STRING -> new StringLiteral(StringText.unquote(tokens.take().text()), token.position());
      case LEFT_PAREN -> parenthesised();
      case LEFT_BRACE -> vectorSelector();
      case AGGREGATOR -> {
        tokens.take();
        yield switch (tokens.kind()) {
          case LEFT_PAREN, BY, WITHOUT -> aggregation(token);
          default -> vectorSelector(token);
        };
      }
      case IDENTIFIER, START, END, STEP, RANGE, MAX_OF, MIN_OF -> {
        tokens.take();
        yield tokens.is(TokenKind.LEFT_PAREN) ? call(token) : vectorSelector(token);
      }
      default -> {
        if (token.kind().canNameMetric()) {
          yield vectorSelector();
        }
        throw tokens.unexpected(context, "");
      }
    };
  }

  private Expr number(Token token) {
    boolean duration = token.kind() == TokenKind.DURATION;
    try {
      double value = duration ? NumberText.durationSeconds(token.text()) : NumberText.number(token.text());
      return new NumberLiteral(value, duration, token.position());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token.position(), String.valueOf(e.getMessage()));
    }
  }

  private Expr parenthesised() {
    Token open = tokens.take();
    Expr inner = depth.within(open.position(), this::expression);
    Token close = require(TokenKind.RIGHT_PAREN);
    return depth.built(new Paren(inner, PositionRange.spanning(open.position(), close.position())));
  }

  private VectorSelector vectorSelector() {
    return tokens.is(TokenKind.LEFT_BRACE) ? braces("", tokens.peek().position()) : vectorSelector(tokens.take());
  }

  private VectorSelector vectorSelector(Token name) {
    if (tokens.is(TokenKind.LEFT_BRACE)) {
      return braces(name.text(), name.position());
    }
    return selecting(name.text(), List.of(), name.position());
  }

  private VectorSelector braces(String name, PositionRange start) {
    List<LabelMatcher> matchers = labels.matchers();
    return selecting(name, matchers, PositionRange.spanning(start, tokens.last().position()));
  }

  private static VectorSelector selecting(String name, List<LabelMatcher> matchers, PositionRange position) {
    List<LabelMatcher> all = new ArrayList<>(matchers);
    if (!name.isEmpty()) {
      all.add(LabelMatcher.equal(Labels.METRIC_NAME, name));
    }
    return new VectorSelector(name, all, TimeSpan.ZERO, Optional.empty(), VectorSelector.Extension.NONE, position);
  }

  private Expr call(Token name) {
    List<Expr> arguments = arguments();
    Optional<PromqlFunction> function = PromqlFunction.named(name.text());
    if (function.isEmpty()) {
      throw tokens.error(name.position(), "unknown function with name " + GoQuote.quote(name.text()));
    }
    if (function.get().isExperimental() && !options.experimentalFunctions()) {
      throw tokens.error(name.position(), "function " + GoQuote.quote(name.text()) + " is not enabled");
    }
    PositionRange position = PositionRange.spanning(name.position(), tokens.last().position());
    return depth.built(new Call(function.get(), arguments, position));
  }

  private List<Expr> arguments() {
    Token open = tokens.take();
    List<Expr> arguments = new ArrayList<>();
    while (!tokens.accept(TokenKind.RIGHT_PAREN)) {
      if (!arguments.isEmpty()) {
        Token comma = require(TokenKind.COMMA);
        if (!startsExpression(tokens.kind())) {
          throw tokens.error(comma.position(), "trailing commas not allowed in function call args");
        }
      }
      arguments.add(depth.within(open.position(), this::expression));
    }
    return arguments;
  }

  private static boolean startsExpression(TokenKind kind) {
    return switch (kind) {
      case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE, ADD, SUBTRACT -> true;
      default -> kind.canNameMetric();
    };
  }

  private Expr aggregation(Token name) {
    String outer = context;
    context = "aggregation";
    Optional<Token> modifier = modifier();
    List<String> grouping = modifier.isPresent() ? labels.groupingLabels() : List.of();
    if (!tokens.is(TokenKind.LEFT_PAREN)) {
      throw tokens.unexpected(context, "");
    }
    List<Expr> arguments = arguments();
    PositionRange position = PositionRange.spanning(name.position(), tokens.last().position());
    context = outer;
    if (modifier.isEmpty()) {
      modifier = modifier();
      if (modifier.isPresent()) {
        grouping = labels.groupingLabels();
        position = PositionRange.spanning(name.position(), tokens.last().position());
      }
    }
    boolean without = modifier.isPresent() && modifier.get().kind() == TokenKind.WITHOUT;
    return aggregation(aggregator(name), arguments, grouping, without, position);
  }

  private Optional<Token> modifier() {
    boolean present = tokens.is(TokenKind.BY) || tokens.is(TokenKind.WITHOUT);
    return present ? Optional.of(tokens.take()) : Optional.empty();
  }

  private Expr aggregation(Aggregator operator, List<Expr> arguments, List<String> grouping, boolean without, PositionRange position) {
    if (arguments.isEmpty()) {
      throw tokens.error(position, "no arguments for aggregate expression provided");
    }
    if (operator.isExperimental() && !options.experimentalFunctions()) {
      String enable = "() is experimental and must be enabled with --enable-feature=promql-experimental-functions";
      throw tokens.error(position, operator.keyword() + enable);
    }
    boolean parameter = operator.parameter() != Aggregator.Parameter.NONE;
    int wanted = parameter ? 2 : 1;
    if (arguments.size() != wanted) {
      String reason = "wrong number of arguments for aggregate expression provided, expected " + wanted + ", got " + arguments.size();
      throw tokens.error(position, reason);
    }
    Optional<Expr> first = parameter ? Optional.of(arguments.getFirst()) : Optional.empty();
    return depth.built(new Aggregation(operator, arguments.getLast(), first, grouping, without, position));
  }

  private static Aggregator aggregator(Token name) {
    String word = name.text().toLowerCase(Locale.ROOT);
    return Arrays.stream(Aggregator.values()).filter(a -> a.keyword().equals(word)).findFirst().orElseThrow();
  }

  private Token require(TokenKind kind) {
    if (!tokens.is(kind)) {
      throw tokens.unexpected(context, "");
    }
    return tokens.take();
  }
}
