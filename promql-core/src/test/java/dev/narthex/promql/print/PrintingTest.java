package dev.narthex.promql.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.DurationExpr;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorMatching.Cardinality;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PrintingTest {
  private static final PositionRange NOWHERE = PositionRange.NONE;
  private static final PromqlParser PARSER = new PromqlParser(ParserOptions.EVERYTHING);

  @Property(tries = 400)
  void whatIsPrintedParsesBackToTheSameTree(@ForAll("vectors") Expr expr) {
    String printed = ExprPrinter.print(expr);
    assertThat(withoutPositions(PARSER.parse(printed))).as(printed).isEqualTo(withoutPositions(expr));
  }

  @Property(tries = 150)
  void whatIsFormattedParsesBackToTheSameTree(@ForAll("vectors") Expr expr) {
    String formatted = PrettyPrinter.format(expr);
    assertThat(ExprPrinter.print(PARSER.parse(formatted))).isEqualTo(ExprPrinter.print(expr));
  }

  @Test
  void printsAsPrometheus() {
    assertThat(ExprPrinter.print(PARSER.parse("a @ 0 + fill(NaN) b"))).isEqualTo("a @ 0.000 + fill_left (NaN) fill_right (NaN) b");
    assertThat(ExprPrinter.print(PARSER.parse("a + fill(2) b @ end()"))).isEqualTo("a + fill (2) b @ end()");
  }

  @Test
  void breaksLongLines() {
    String query =
        "sum by (job) (rate(http_requests_total{code=~\"5..\",job=\"api\"}[5m])) / on (job) group_left (team) sum by (job, team) (rate(http_requests_total[5m]))";
    assertThat(PrettyPrinter.format(PARSER.parse(query)))
        .isEqualTo(
            """
              sum by (job) (rate(http_requests_total{code=~"5..",job="api"}[5m]))
            / on (job) group_left (team)
              sum by (job, team) (rate(http_requests_total[5m]))""");
  }

  @Test
  void treeNamesWhatTheApiNames() {
    Map<String, Object> tree = ExprTree.of(PARSER.parse("topk(2, rate(up{a=\"b\"}[5m] offset 1m @ end())) > bool 0.5"));
    assertThat(tree).containsEntry("type", "binaryExpr").containsEntry("op", ">").containsEntry("bool", true).containsKey("matching");
    assertThat(tree.toString())
        .contains("type=aggregation, op=topk", "func={name=rate, argTypes=[matrix], variadic=0, returnType=vector}")
        .contains("type=matrixSelector, name=up, offset=60000", "startOrEnd=end", "range=300000", "rangeExpr=Optional.empty");
  }

  @Provide
  Arbitrary<Expr> vectors() {
    return vectors(3);
  }

  private static Arbitrary<Expr> vectors(int depth) {
    Arbitrary<Expr> selectors = selectors().map(s -> s);
    if (depth == 0) {
      return selectors;
    }
    Arbitrary<Expr> inner = Arbitraries.lazy(() -> vectors(depth - 1));
    return Arbitraries.oneOf(
        List.of(
            selectors,
            inner.map(e -> (Expr) new Paren(e, NOWHERE)),
            inner.map(e -> (Expr) new Unary(Unary.Sign.MINUS, new Paren(e, NOWHERE), NOWHERE)),
            Combinators.combine(selectors(), Arbitraries.of(PromqlFunction.RATE, PromqlFunction.LAST_OVER_TIME), ranges())
                .as((s, f, r) -> (Expr) new Call(f, List.of(new MatrixSelector(s, r, NOWHERE)), NOWHERE)),
            Combinators.combine(inner, numbers(), Arbitraries.of(PromqlFunction.ROUND, PromqlFunction.CLAMP_MIN))
                .as((e, n, f) -> (Expr) new Call(f, List.of(e, n), NOWHERE)),
            Combinators.combine(inner, ranges().filter(PrintingTest::namesANumber), ranges().optional(), offsets(), ats())
                .as(
                    (e, r, s, o, at) ->
                        (Expr)
                            new Call(
                                PromqlFunction.MAX_OVER_TIME,
                                List.of(new Subquery(new Paren(e, NOWHERE), r, s, o, at, NOWHERE)),
                                NOWHERE)),
            Combinators.combine(inner, Arbitraries.of(Aggregator.values()), names().list().ofMaxSize(3), Arbitraries.of(true, false), numbers())
                .as(PrintingTest::aggregation),
            Combinators.combine(inner, inner, Arbitraries.of(BinaryOperator.values()), matchings(), Arbitraries.of(true, false))
                .as(PrintingTest::binary),
            Combinators.combine(inner, numbers(), Arbitraries.of(true, false)).as(PrintingTest::withScalar)));
  }

  private static Expr aggregation(Expr e, Aggregator op, List<String> grouping, boolean without, Expr number) {
    Optional<Expr> parameter =
        switch (op.parameter()) {
          case NONE -> Optional.empty();
          case SCALAR -> Optional.of(number);
          case STRING -> Optional.of(new StringLiteral("label\n\"x\"", NOWHERE));
        };
    return new Aggregation(op, e, parameter, grouping, without, NOWHERE);
  }

  private static Expr binary(Expr left, Expr right, BinaryOperator op, VectorMatching matching, boolean bool) {
    VectorMatching fitting = op.isSet() ? new VectorMatching(Cardinality.MANY_TO_MANY, matching.labels(), matching.on(), List.of(), none(), none()) : matching;
    return new Binary(op, new Paren(left, NOWHERE), new Paren(right, NOWHERE), Optional.of(fitting), bool && op.isComparison(), NOWHERE);
  }

  private static Expr withScalar(Expr vector, Expr number, boolean left) {
    Expr wrapped = new Paren(vector, NOWHERE);
    return new Binary(BinaryOperator.POWER, left ? new Paren(number, NOWHERE) : wrapped, left ? wrapped : number, Optional.empty(), false, NOWHERE);
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }

  private static Arbitrary<VectorMatching> matchings() {
    Arbitrary<OptionalDouble> fills = Arbitraries.doubles().between(-1e6, 1e25).optional().map(o -> o.map(OptionalDouble::of).orElse(none()));
    Arbitrary<List<String>> labels = Arbitraries.of("a", "b.c", "on").list().uniqueElements().ofMaxSize(2);
    Arbitrary<List<String>> include = Arbitraries.of("x", "y z").list().uniqueElements().ofMaxSize(2);
    Arbitrary<Cardinality> cardinalities = Arbitraries.of(Cardinality.ONE_TO_ONE, Cardinality.MANY_TO_ONE, Cardinality.ONE_TO_MANY);
    return Combinators.combine(cardinalities, labels, Arbitraries.of(true, false), include, fills, fills)
        .as((c, l, on, i, f, g) -> new VectorMatching(c, l, on, c == Cardinality.ONE_TO_ONE ? List.of() : i, f, g));
  }

  private static Arbitrary<Expr> numbers() {
    return Arbitraries.doubles().between(-1e30, 1e30).map(d -> new NumberLiteral(d, false, NOWHERE));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        List.of(Arbitraries.of("job", "sum", "by", "__name__", "offset"), Arbitraries.strings().ofMinLength(1).ofMaxLength(8).filter(PrintingTest::isText)));
  }

  /** What UTF-8 can hold and Go's lexer lets through. */
  private static boolean isText(String s) {
    return s.codePoints().noneMatch(c -> (c >= 0xd800 && c <= 0xdfff) || c == 0xfffd);
  }

  private static Arbitrary<VectorSelector> selectors() {
    Arbitrary<LabelMatcher> matchers =
        Combinators.combine(names().filter(n -> !n.equals(Labels.METRIC_NAME)), Arbitraries.strings().ofMaxLength(6).filter(PrintingTest::isText),
                Arbitraries.of(LabelMatcher.Type.EQUAL, LabelMatcher.Type.NOT_EQUAL))
            .as((n, v, t) -> LabelMatcher.of(t, n, v));
    Arbitrary<String> metric = Arbitraries.of("up", "a:b", "sum", "start", "fill", "node_cpu_seconds_total", "unless");
    Arbitrary<VectorSelector.Extension> extensions = Arbitraries.of(VectorSelector.Extension.values());
    return Combinators.combine(metric, matchers.list().ofMaxSize(2), offsets(), ats(), extensions)
        .as(
            (name, list, offset, at, extension) -> {
              List<LabelMatcher> all = new ArrayList<>(list);
              all.sort((a, b) -> Labels.compareCodePoints(a.toString(), b.toString()));
              all.add(LabelMatcher.equal(Labels.METRIC_NAME, name));
              return new VectorSelector(name, all, offset, at, extension, NOWHERE);
            });
  }

  private static Arbitrary<Optional<AtModifier>> ats() {
    return Arbitraries.oneOf(
            List.of(
                Arbitraries.longs().between(-1_000_000_000_000L, 4_000_000_000_000L).map(t -> (AtModifier) new AtModifier.Timestamp(t)),
                Arbitraries.of(new AtModifier.Start(), new AtModifier.End())))
        .optional();
  }

  /** The lexer of Prometheus takes the colon of a subquery only after a number or duration, not after {@code step()} alone. */
  private static boolean namesANumber(TimeSpan range) {
    return !(range instanceof TimeSpan.Computed computed) || namesANumber(computed.expr());
  }

  private static boolean namesANumber(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal _ -> true;
      case DurationExpr.Step _ -> false;
      case DurationExpr.Range _ -> false;
      case DurationExpr.Signed s -> namesANumber(s.operand());
      case DurationExpr.Arithmetic a -> namesANumber(a.left()) || namesANumber(a.right());
      case DurationExpr.Wrapped w -> namesANumber(w.inner());
    };
  }

  private static Arbitrary<TimeSpan> ranges() {
    return Arbitraries.oneOf(
        List.of(Arbitraries.longs().between(1, 100_000_000_000L).map(TimeSpan::ofMillis), durations(2).map(d -> (TimeSpan) new TimeSpan.Computed(d))));
  }

  private static Arbitrary<TimeSpan> offsets() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L).map(TimeSpan::ofMillis),
            durations(2).map(d -> (TimeSpan) new TimeSpan.Computed(new DurationExpr.Wrapped(d, NOWHERE)))));
  }

  /** Never a bare literal: that would be a fixed length. */
  private static Arbitrary<DurationExpr> durations(int depth) {
    Arbitrary<DurationExpr> leaves =
        Arbitraries.oneOf(
            List.of(
                Arbitraries.longs().between(1, 1_000_000).map(s -> (DurationExpr) new DurationExpr.Literal(s, true, NOWHERE)),
                Arbitraries.doubles().between(0.5, 1e6).map(s -> (DurationExpr) new DurationExpr.Literal(s, false, NOWHERE)),
                Arbitraries.of(new DurationExpr.Step(NOWHERE), new DurationExpr.Range(NOWHERE))));
    Arbitrary<DurationExpr> parts =
        depth == 0 ? leaves : Arbitraries.oneOf(List.of(leaves, durations(depth - 1).map(d -> (DurationExpr) new DurationExpr.Wrapped(d, NOWHERE))));
    return Combinators.combine(parts, parts, Arbitraries.of(DurationExpr.Operation.values()))
        .as((l, r, op) -> new DurationExpr.Arithmetic(op, l, r, NOWHERE));
  }

  /** Records print their components; places and the identity of regexes are the only difference between equal trees. */
  private static String withoutPositions(Expr expr) {
    String text = expr.toString();
    StringBuilder out = new StringBuilder();
    int at = 0;
    int next = text.indexOf("PositionRange[");
    while (next >= 0) {
      out.append(text, at, next);
      at = text.indexOf(']', next) + 1;
      next = text.indexOf("PositionRange[", at);
    }
    return out.append(text.substring(at)).toString();
  }
}
