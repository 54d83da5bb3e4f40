package dev.narthex.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.print.ExprPrinter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, the answer is a tree or a parse error with a place. */
class ParserFuzzTest {
  private static final PromqlParser PARSER = new PromqlParser(ParserOptions.EVERYTHING);
  private static final List<String> PIECES =
      List.of(
          "sum", "rate", "topk", "(", ")", "[", "]", "{", "}", ",", ":", "=", "=~", "!~", "!=", "==", "</", ">/", "<", "+", "-", "*", "/", "%",
          "^", "@", "5m", "1", "0x1F", "1e400", "08", "5m30", "inf", "\"s\"", "'\\x'", "`r`", "offset", "by", "on", "ignoring", "group_left",
          "bool", "and", "unless", "fill", "start", "end", "step", "range", "min_of", "anchored", "smoothed", "foo", "foo:bar", "a=\"b\"",
          "job=~\"(\"", "#c\n", " ", "\n", "é", "\uD83D\uDD25", "\uD800", ".", "_", "5y1hs", "info", "count_values", "label_replace");

  @Property(tries = 2000)
  void piecesOfTheLanguage(@ForAll("pieces") String query) {
    assertAnswered(query);
  }

  @Property(tries = 500)
  void anyText(@ForAll String query) {
    assertAnswered(query);
  }

  private static void assertAnswered(String query) {
    Expr expr;
    try {
      expr = PARSER.parse(query);
    } catch (ParseException e) {
      assertThat(e.getMessage()).contains("parse error: ");
      assertThat(e.position().start()).isBetween(0, query.length() * 3);
      return;
    }
    String printed = ExprPrinter.print(expr);
    assertThat(ExprPrinter.print(PARSER.parse(printed))).isEqualTo(printed);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(14).map(list -> String.join(list.size() % 2 == 0 ? " " : "", list));
  }
}
