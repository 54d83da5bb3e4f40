package dev.narthex.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.differential.Answer.Point;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That answers which hang on rounding are told from mistakes. */
class RoundingTest {
  private static final Labels SERIES = Labels.of("a", "1");
  private static final Rounding ROUNDING = new Rounding(1e-13, 7, Rounding.Equals.MOVE_ALIKE);

  private final PromqlParser parser = new PromqlParser(ParserOptions.EVERYTHING);

  private double rounded(String query, double computed) {
    return ((Scalar) ROUNDING.of(parser.parse(query), 0, new Scalar(computed))).value();
  }

  @Test
  void onlyWhatAnotherFormulaCouldRoundOtherwiseMoves() {
    assertThat(rounded("stdvar_over_time(a[1m])", 3)).isNotEqualTo(3).isBetween(3 - 3.1e-13, 3 + 3.1e-13);
    assertThat(rounded("sum(a)", 0.3)).isNotEqualTo(0.3);
    assertThat(rounded("sum(a)", 3)).isEqualTo(3);
    assertThat(rounded("count(a)", 3)).isEqualTo(3);
    assertThat(rounded("a / b", 0.3)).isEqualTo(0.3);
    assertThat(Rounding.AS_COMPUTED.of(parser.parse("sum(a)"), 0, new Scalar(0.3))).isEqualTo(new Scalar(0.3));
  }

  @Test
  void equalNumbersMoveAlikeOrApart() {
    assertThat(rounded("avg(a)", 0.3)).isEqualTo(rounded("rate(a[1m])", 0.3)).isNotEqualTo(rounded("avg(a)", 0.6) / 2);
    Rounding apart = new Rounding(1e-13, 7, Rounding.Equals.MOVE_APART);
    assertThat(apart.of(parser.parse("avg(a)"), 15_000, new Scalar(0.3))).isNotEqualTo(apart.of(parser.parse("avg(a)"), 30_000, new Scalar(0.3)));
  }

  @Test
  void whatIsEqualButForRoundingMayBeJoined() {
    Rounding joining = new Rounding(1e-13, 0, Rounding.Equals.JOIN);
    assertThat(joining.of(parser.parse("avg(a)"), 0, new Scalar(0.1 + 0.2))).isEqualTo(joining.of(parser.parse("avg(a)"), 0, new Scalar(0.3)));
    assertThat(joining.of(parser.parse("avg(a)"), 0, new Scalar(Double.NaN))).isEqualTo(new Scalar(Double.NaN));
  }

  @Test
  void aTimeThatIsWholeButForRoundingHasEitherMinute() {
    // ten minutes, if the mean of 0.1, 0.2 and 0.3 is 0.2
    List<Answer> minutes = new Random(1).longs(40).mapToObj(seed -> minute(new Rounding(1e-13, seed, Rounding.Equals.MOVE_ALIKE))).toList();
    assertThat(answer(9).isAmong(minutes)).isTrue();
    assertThat(answer(10).isAmong(minutes)).isTrue();
    assertThat(answer(11).isAmong(minutes)).isFalse();
    assertThat(answer(null).isAmong(minutes)).isFalse();
  }

  private Answer minute(Rounding rounding) {
    Expr mean = parser.parse("minute(avg_over_time(g[1m]) * 3000)");
    SampleData data = new SampleData(15_000, List.of(new SampleData.Line(Labels.of("__name__", "g"), List.of("0.1", "0.2", "0.3"), List.of(0L, 0L, 0L))));
    Vector v = (Vector) new ReferenceEvaluator(data, 30_000, 30_000, 0, rounding, false).result(mean, 30_000);
    return answer(v.samples().getFirst().value());
  }

  @Test
  void whatAWiderZeroBucketSwallowsCountsOnceOrTwice() {
    List<SampleData.Line> lines = List.of(
        histogram("1", "{{schema:0 count:69 z_bucket:16 z_bucket_w:0.125 offset:1 buckets:[17 11] n_offset:1 n_buckets:[25]}}"),
        histogram("2", "{{schema:-1 count:63 z_bucket:16 z_bucket_w:1.5 offset:1 buckets:[17 16] n_offset:1 n_buckets:[14]}}"),
        histogram("3", "{{schema:2 count:62 z_bucket:14 z_bucket_w:0.125 offset:1 buckets:[17 16] n_offset:1 n_buckets:[15]}}"));
    SampleData data = new SampleData(15_000, lines);
    assertThat(zeros(data, Rounding.AS_COMPUTED)).isEqualTo(69 + 63 + 62 - 16);
    assertThat(zeros(data, new Rounding(1e-13, 1, Rounding.Equals.JOIN))).isEqualTo(69 + 63 + 62 - 16 + 17 + 16 + 15);
  }

  private static SampleData.Line histogram(String a, String literal) {
    return new SampleData.Line(Labels.of("__name__", "h", "a", a), List.of(literal), List.of(0L));
  }

  private double zeros(SampleData data, Rounding rounding) {
    Vector v = (Vector) new ReferenceEvaluator(data, 0, 0, 0, rounding, false).result(parser.parse("sum(h)"), 0);
    return v.samples().getFirst().natives().zeroCount;
  }

  @Test
  void aPointMayBeMissingOnlyWhereOneMisses() {
    assertThat(answer(null).isAmong(List.of(answer(1), answer(null)))).isTrue();
    assertThat(answer(1).isAmong(List.of(answer(2), answer(null)))).isFalse();
    assertThat(answer(1.5).isAmong(List.of(answer(2), answer(1)))).isTrue();
  }

  @Test
  void annotationsOfAllAreWanted() {
    Answer told = new Answer(Map.of(), Set.of("x"));
    Answer silent = new Answer(Map.of(), Set.of());
    assertThat(silent.isAmong(List.of(told, told))).isFalse();
    assertThat(silent.isAmong(List.of(told, silent))).isTrue();
    assertThat(told.isAmong(List.of(silent, silent))).isFalse();
  }

  private static Answer answer(@Nullable Number value) {
    return new Answer(value == null ? Map.of() : Map.of(SERIES, Map.of(0L, new Point(value.doubleValue(), null))), Set.of());
  }
}
