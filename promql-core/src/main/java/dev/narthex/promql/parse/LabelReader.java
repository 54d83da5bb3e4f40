package dev.narthex.promql.parse;

import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.PositionRange;
import java.util.ArrayList;
import java.util.List;

/** Reads what names labels: matchers in braces and the lists behind {@code by}, {@code on} and their kin. */
final class LabelReader {
  private static final String GROUPING = "grouping opts";
  private static final String MATCHING = "label matching";

  private final Tokens tokens;

  LabelReader(Tokens tokens) {
    this.tokens = tokens;
  }

  /** {@code (a, "b.c", )}. */
  List<String> groupingLabels() {
    if (!tokens.accept(TokenKind.LEFT_PAREN)) {
      throw tokens.unexpected(GROUPING, "\"(\"");
    }
    List<String> labels = new ArrayList<>();
    while (!tokens.accept(TokenKind.RIGHT_PAREN)) {
      if (!labels.isEmpty()) {
        if (!tokens.accept(TokenKind.COMMA)) {
          throw tokens.unexpected(GROUPING, "\",\" or \")\"");
        }
        if (tokens.accept(TokenKind.RIGHT_PAREN)) {
          break;
        }
      }
      labels.add(groupingLabel());
    }
    return labels;
  }

  private String groupingLabel() {
    TokenKind kind = tokens.kind();
    if (kind != TokenKind.STRING && !kind.canNameLabel()) {
      throw tokens.unexpected(GROUPING, "label");
    }
    Token token = tokens.take();
    String name = kind == TokenKind.STRING ? StringText.unquote(token.text()) : token.text();
    if (name.isEmpty() || !StringText.isValidUtf8(name)) {
      throw tokens.error(token.position(), "invalid label name for grouping: " + GoQuote.quote(name));
    }
    return name;
  }

  /** {@code {a="b", "metric.name"}}; the left brace is next. */
  List<LabelMatcher> matchers() {
    tokens.take();
    List<LabelMatcher> matchers = new ArrayList<>();
    while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
      if (!matchers.isEmpty()) {
        if (!tokens.accept(TokenKind.COMMA)) {
          throw tokens.unexpected(MATCHING, "\",\" or \"}\"");
        }
        if (tokens.accept(TokenKind.RIGHT_BRACE)) {
          break;
        }
      }
      matchers.add(matcher());
    }
    return matchers;
  }

  private LabelMatcher matcher() {
    Token name = tokens.peek();
    return switch (name.kind()) {
      case IDENTIFIER -> {
        tokens.take();
        if (!isMatchOperator(tokens.kind())) {
          throw tokens.unexpected(MATCHING, "label matching operator");
        }
        yield comparison(name, name.text());
      }
      case STRING -> {
        tokens.take();
        String text = StringText.unquote(name.text());
        yield isMatchOperator(tokens.kind()) ? comparison(name, text) : LabelMatcher.equal(Labels.METRIC_NAME, text);
      }
      default -> throw tokens.unexpected(MATCHING, "identifier or \"}\"");
    };
  }

  private static boolean isMatchOperator(TokenKind kind) {
    return switch (kind) {
      case ASSIGN, NOT_EQUAL, REGEX_MATCH, REGEX_MISMATCH -> true;
      default -> false;
    };
  }

  private LabelMatcher comparison(Token nameToken, String name) {
    LabelMatcher.Type type =
        switch (tokens.take().kind()) {
          case NOT_EQUAL -> LabelMatcher.Type.NOT_EQUAL;
          case REGEX_MATCH -> LabelMatcher.Type.REGEX;
          case REGEX_MISMATCH -> LabelMatcher.Type.NOT_REGEX;
          default -> LabelMatcher.Type.EQUAL;
        };
    if (!tokens.is(TokenKind.STRING)) {
      throw tokens.unexpected(MATCHING, "string");
    }
    Token value = tokens.take();
    try {
      return LabelMatcher.of(type, name, StringText.unquote(value.text()));
    } catch (IllegalArgumentException badRegex) {
      throw tokens.error(PositionRange.spanning(nameToken.position(), value.position()), String.valueOf(badRegex.getMessage()));
    }
  }
}
