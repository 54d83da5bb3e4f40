package dev.narthex.promql.parse;

import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.BinaryOperator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Kinds of tokens. The group of a kind decides how an error message shows it. */
enum TokenKind {
  EOF(Group.END, ""),
  ERROR(Group.END, ""),
  IDENTIFIER(Group.WORD, "identifier"),
  METRIC_IDENTIFIER(Group.WORD, "metric identifier"),
  STRING(Group.WORD, "string"),
  NUMBER(Group.WORD, "number"),
  DURATION(Group.WORD, "duration"),

  LEFT_PAREN(Group.MARK, "("),
  RIGHT_PAREN(Group.MARK, ")"),
  LEFT_BRACE(Group.MARK, "{"),
  RIGHT_BRACE(Group.MARK, "}"),
  LEFT_BRACKET(Group.MARK, "["),
  RIGHT_BRACKET(Group.MARK, "]"),
  COMMA(Group.MARK, ","),
  COLON(Group.MARK, ":"),
  ASSIGN(Group.MARK, "="),

  ADD(Group.OPERATOR, "+"),
  SUBTRACT(Group.OPERATOR, "-"),
  MULTIPLY(Group.OPERATOR, "*"),
  DIVIDE(Group.OPERATOR, "/"),
  MODULO(Group.OPERATOR, "%"),
  POWER(Group.OPERATOR, "^"),
  EQUAL(Group.OPERATOR, "=="),
  NOT_EQUAL(Group.OPERATOR, "!="),
  LESS(Group.OPERATOR, "<"),
  LESS_OR_EQUAL(Group.OPERATOR, "<="),
  GREATER(Group.OPERATOR, ">"),
  GREATER_OR_EQUAL(Group.OPERATOR, ">="),
  TRIM_UPPER(Group.OPERATOR, "</"),
  TRIM_LOWER(Group.OPERATOR, ">/"),
  REGEX_MATCH(Group.OPERATOR, "=~"),
  REGEX_MISMATCH(Group.OPERATOR, "!~"),
  AT(Group.OPERATOR, "@"),
  AND(Group.OPERATOR, "and"),
  OR(Group.OPERATOR, "or"),
  UNLESS(Group.OPERATOR, "unless"),
  ATAN2(Group.OPERATOR, "atan2"),

  /** The text says which one. */
  AGGREGATOR(Group.AGGREGATOR, ""),

  BOOL(Group.KEYWORD, "bool"),
  BY(Group.KEYWORD, "by"),
  WITHOUT(Group.KEYWORD, "without"),
  ON(Group.KEYWORD, "on"),
  IGNORING(Group.KEYWORD, "ignoring"),
  GROUP_LEFT(Group.KEYWORD, "group_left"),
  GROUP_RIGHT(Group.KEYWORD, "group_right"),
  FILL(Group.KEYWORD, "fill"),
  FILL_LEFT(Group.KEYWORD, "fill_left"),
  FILL_RIGHT(Group.KEYWORD, "fill_right"),
  OFFSET(Group.KEYWORD, "offset"),
  ANCHORED(Group.KEYWORD, "anchored"),
  SMOOTHED(Group.KEYWORD, "smoothed"),

  START(Group.QUERY_FUNCTION, "start"),
  END(Group.QUERY_FUNCTION, "end"),
  STEP(Group.QUERY_FUNCTION, "step"),
  RANGE(Group.QUERY_FUNCTION, "range"),
  MAX_OF(Group.QUERY_FUNCTION, "max_of"),
  MIN_OF(Group.QUERY_FUNCTION, "min_of");

  enum Group {
    END,
    WORD,
    MARK,
    OPERATOR,
    AGGREGATOR,
    KEYWORD,
    QUERY_FUNCTION
  }

  private static final Map<String, TokenKind> WORDS = words();

  private final Group group;
  private final String symbol;

  TokenKind(Group group, String symbol) {
    this.group = group;
    this.symbol = symbol;
  }

  Group group() {
    return group;
  }

  /** As written in queries; for words the name of the kind. */
  String symbol() {
    return symbol;
  }

  /** The keyword of that spelling; case does not matter. {@code inf} and {@code nan} are numbers. */
  static Optional<TokenKind> keyword(String word) {
    return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
  }

  /** The binary operator that this token stands for. */
  Optional<BinaryOperator> binaryOperator() {
    if (group != Group.OPERATOR) {
      return Optional.empty();
    }
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (operator.symbol().equals(symbol)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether the word may be a metric's name where an expression is expected. */
  boolean canNameMetric() {
    return switch (this) {
      case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATOR, AND, OR, UNLESS, BY, WITHOUT, FILL, FILL_LEFT, FILL_RIGHT, OFFSET, ANCHORED,
          SMOOTHED, START, END, STEP, RANGE, MAX_OF, MIN_OF -> true;
      default -> false;
    };
  }

  /** Whether the word may be a label's name in a list of labels. */
  boolean canNameLabel() {
    return switch (this) {
      case WITHOUT -> false;
      case ATAN2, BOOL, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT -> true;
      default -> canNameMetric();
    };
  }

  private static Map<String, TokenKind> words() {
    Map<String, TokenKind> words = new HashMap<>();
    for (TokenKind kind : values()) {
      boolean word = !kind.symbol.isEmpty() && Character.isLetter(kind.symbol.charAt(0));
      if (word && kind.group != Group.WORD) {
        words.put(kind.symbol, kind);
      }
    }
    for (Aggregator aggregator : Aggregator.values()) {
      words.put(aggregator.keyword(), AGGREGATOR);
    }
    words.put("inf", NUMBER);
    words.put("nan", NUMBER);
    return words;
  }
}
