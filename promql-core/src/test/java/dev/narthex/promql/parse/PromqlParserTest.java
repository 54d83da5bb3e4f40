package dev.narthex.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.print.ExprPrinter;
import dev.narthex.promql.print.PrettyPrinter;
import dev.narthex.promql.type.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlParserTest {
  private static Expr parse(String query) {
    return new PromqlParser(ParserOptions.EVERYTHING).parse(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1_000.5 | 1000.5",
        "0x1f | 31",
        "017 | 15",
        "08 | 8",
        ".5e1 | 5",
        "1h30m | 5400",
        "250ms | 0.25",
        "- 3 | -3",
        "- - -3 | -3",
        "iNf | Infinity",
      })
  void readsNumbers(String query, double value) {
    assertThat(((NumberLiteral) parse(query)).value()).isEqualTo(value);
  }

  @Test
  void resolvesStringEscapes() {
    assertThat(((StringLiteral) parse("'a\\'\\x41\\101\\u00e9\\U0001F525\\n'")).value()).isEqualTo("a'AA\u00e9\uD83D\uDD25\n");
    assertThat(((StringLiteral) parse("`a\\n`")).value()).isEqualTo("a\\n");
    assertThat(((StringLiteral) parse("\"a\\xc5z\"")).value()).isEqualTo("a\uDCC5z");
  }

  @Test
  void bindsOperatorsAsTheManualSays() {
    Binary or = (Binary) parse("a or b and c == d + e * -f ^ g ^ h");
    Binary and = (Binary) or.right();
    Binary equal = (Binary) and.right();
    Binary add = (Binary) equal.right();
    Binary multiply = (Binary) add.right();
    Unary minus = (Unary) multiply.right();
    Binary power = (Binary) minus.expr();
    assertThat(or.operator()).isEqualTo(BinaryOperator.OR);
    assertThat(and.operator()).isEqualTo(BinaryOperator.AND);
    assertThat(multiply.operator()).isEqualTo(BinaryOperator.MULTIPLY);
    assertThat(power.operator()).isEqualTo(BinaryOperator.POWER);
    assertThat(((Binary) power.right()).operator()).isEqualTo(BinaryOperator.POWER);
    assertThat(or.matching().orElseThrow().cardinality()).isEqualTo(VectorMatching.Cardinality.MANY_TO_MANY);
  }

  @Test
  void readsSelectors() {
    VectorSelector selector = (VectorSelector) parse("up{job=~\"a|b\", \"x.y\"!='1',} offset -5m @ 1.5");
    assertThat(selector.matchers())
        .containsExactly(
            LabelMatcher.of(LabelMatcher.Type.REGEX, "job", "a|b"),
            LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "x.y", "1"),
            LabelMatcher.equal("__name__", "up"));
    assertThat(selector.offset()).isEqualTo(TimeSpan.ofMillis(-300_000));
    assertThat(selector.at()).hasValueSatisfying(at -> assertThat(at).hasToString("Timestamp[millis=1500]"));
    assertThat(selector.position()).isEqualTo(new PositionRange(0, 44));
    assertThat(((VectorSelector) parse("{\"a.b\"}")).name()).isEmpty();
    assertThat(((VectorSelector) parse("sum{a=\"b\"}")).name()).isEqualTo("sum");
    assertThat(((VectorSelector) parse("fill")).name()).isEqualTo("fill");
  }

  @Test
  void readsRangesAndSubqueries() {
    MatrixSelector matrix = (MatrixSelector) ((dev.narthex.promql.ast.Call) parse("rate(x[step() * 2] offset 1d)")).arguments().getFirst();
    assertThat(matrix.range()).isInstanceOf(TimeSpan.Computed.class);
    assertThat(matrix.selector().offset()).isEqualTo(TimeSpan.ofMillis(86_400_000));
    Subquery subquery = (Subquery) parse("min_over_time(x[5m])[1h:10s] @ end()");
    assertThat(subquery.range().millis()).isEqualTo(3_600_000);
    assertThat(subquery.step().orElseThrow().millis()).isEqualTo(10_000);
    assertThat(subquery.at()).isPresent();
  }

  @Test
  void readsAggregationsWithTheGroupingOnEitherSide() {
    Aggregation before = (Aggregation) parse("topk by (job, \"a.b\",) (3, x)");
    Aggregation after = (Aggregation) parse("topk(3, x) by (job, \"a.b\")");
    assertThat(before.grouping()).isEqualTo(List.of("job", "a.b")).isEqualTo(after.grouping());
    assertThat(before.parameter()).isPresent();
  }

  @Test
  void positionsAreBytes() {
    Binary binary = (Binary) parse("{\"é\"} + {\"ü\"}");
    assertThat(binary.right().position()).isEqualTo(new PositionRange(9, 15));
    assertThat(binary.right().position().lineAndColumn("{\"é\"} + {\"ü\"}")).isEqualTo("1:10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0:0",
        "`foo bar` | 1:5: parse error: unexpected identifier \"bar\"",
        "`sum(foo bar)` | 1:9: parse error: unexpected identifier \"bar\" in aggregation",
        "`sum by foo (x)` | 1:8: parse error: unexpected identifier \"foo\" in grouping opts, expected \"(\"",
        "`foo{a}` | 1:6: parse error: unexpected \"}\" in label matching, expected label matching operator",
        "`foo[5m` | 1:7: parse error: unclosed left bracket",
        "`foo[5m x]` | 1:8: parse error: unexpected character: 'x', expected ':'",
        "`foo[0s]` | 1:5: parse error: duration must be greater than 0",
        "`foo offset x` | 1:12: parse error: unexpected identifier \"x\" in offset, expected number, duration, step(), or range()",
        "`foo @ x` | 1:7: parse error: unexpected identifier \"x\" in @, expected timestamp",
        "`1 == 1` | 1:3: parse error: comparisons between scalars must use BOOL modifier",
        "`rate(foo)` | 1:6: parse error: expected type range vector in call to function \"rate\", got instant vector",
        "`rate()` | 1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0",
        "`nothing(x)` | 1:1: parse error: unknown function with name \"nothing\"",
        "`{}` | 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "`foo{__name__=\"bar\"}` | 1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\"",
        "`a + on(x) group_left(x) b` | 1:3: parse error: label \"x\" must not occur in ON and GROUP clause at once",
        "`a * on(x) group_left == b` | 1:22: parse error: unexpected <op:==> in grouping opts, expected \"(\"",
        "`(a * on(x) group_right)` | 1:23: parse error: unexpected \")\" in grouping opts, expected \"(\"",
        "`foo offset .1m` | 1:12: parse error: not a valid duration string: \".1m\"",
        "`foo{a=~\"x)\"}` | 1:5: parse error: error parsing regexp: unexpected ): `x)`",
        "`(1` | 1:3: parse error: unclosed left parenthesis",
        "`1)` | 1:3: parse error: unexpected right parenthesis ')'",
        "`x[5m] offset 1m offset 1m` | 1:1: parse error: offset may not be set multiple times",
        "`topk(x)` | 1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1",
      })
  void refusesWithPrometheusWords(String query, String message) {
    assertThatThrownBy(() -> parse(query)).hasMessage(message.equals("0:0") ? "unknown position: parse error: no expression found in input" : message);
  }

  @Test
  void experimentalPartsNeedTheirOption() {
    PromqlParser parser = new PromqlParser(ParserOptions.DEFAULTS);
    assertThatThrownBy(() -> parser.parse("limitk(1, x)"))
        .hasMessage("1:1: parse error: limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions");
    assertThatThrownBy(() -> parser.parse("step()")).hasMessage("1:1: parse error: function \"step\" is not enabled");
    assertThatThrownBy(() -> parser.parse("x smoothed")).hasMessage("1:1: parse error: smoothed modifier is experimental and not enabled");
    assertThatThrownBy(() -> parser.parse("x + fill(1) y")).hasMessageEndingWith("binop fill modifiers are experimental and not enabled");
    assertThat(parser.parse("rate(x[step() + 1m])")).isNotNull();
  }

  @Test
  void refusesWhatIsTooDeep() {
    for (String query :
        List.of("(".repeat(100_000) + "1" + ")".repeat(100_000), "-(".repeat(5000) + "1" + ")".repeat(5000), "a" + "+(1".repeat(5_000) + ")".repeat(5_000),
            "a" + "[5m:]".repeat(10_000), "1" + "^1".repeat(50_000), "x[" + "(".repeat(50_000) + "1" + ")".repeat(50_000) + "]",
            "sum(".repeat(20_000) + "x" + ")".repeat(20_000), "-".repeat(100_000) + "1", "x offset " + "-".repeat(100_000) + "1",
            "x[1" + "+1".repeat(100_000) + "]")) {
      assertThatExceptionOfType(ParseException.class).isThrownBy(() -> parse(query)).withMessageContaining("levels deep");
    }
  }

  @Test
  void chainsOfOperatorsMayBeLong() {
    String sum = "a" + " + on (x) a".repeat(9_000);
    assertThat(ExprPrinter.print(parse(sum))).isEqualTo(sum);
    assertThat(parse(sum).depth()).isEqualTo(9_001);
    assertThat(parse("1" + " - 1".repeat(5_000)).type()).isEqualTo(ValueType.SCALAR);
    assertThat(PrettyPrinter.format(parse("a" + " + a".repeat(1_000)))).startsWith(" ".repeat(1_950));
    assertThatThrownBy(() -> parse("1" + "+1".repeat(100_000)))
        .hasMessage("1:1: parse error: expression has more than 10000 operators in a row; move parts of it into recording rules");
    assertThatThrownBy(() -> parse(sum + " + on (x) 1")).hasMessageEndingWith("vector matching only allowed between instant vectors");
  }
}
