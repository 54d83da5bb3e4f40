package dev.narthex.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the query, the engine answers or throws {@link QueryException}; it never fails inside, hangs or overflows the stack. */
final class EngineFuzzTest {
  private static final int QUERIES = Integer.getInteger("narthex.fuzz", 2_000);
  private static final String[] SELECTORS = {
    "a", "b", "{__name__=~'a|b|h.*'}", "a{x='1'}", "h_bucket", "missing", "{x!=''}", "a offset -1m", "a @ end()", "a offset 5m @ 60", "b smoothed", "h", "n", "{__name__=~'h|n|b'}"
  };
  private static final String[] RANGES = {"5m", "1ms", "1d", "step()*2", "range()", "30s", "max_of(1m,step())", "100000d", "292y"};
  private static final String[] STEPS = {"", "1m", "7s", "step()", "1ms", "1h"};
  private static final String[] NUMBERS = {"0", "1", "-1", "0.5", "NaN", "Inf", "-Inf", "1e300", "2", "9223372036854775808", "time()", "scalar(a)", "5m"};
  private static final String[] STRINGS = {"'x'", "'le'", "'__name__'", "'$1'", "'(.*)'", "''", "'a\\xc5'", "'quantile'"};
  private static final String[] OPERATORS = {
    "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", ">=", "== bool", "> bool", "and", "or", "unless", "</", ">/"
  };
  private static final String[] MATCHINGS = {"", "", "", "on (x) ", "ignoring (x) ", "on (x) group_left () ", "ignoring (y) group_right (x) ", "on () ", "fill(0) ", "on (x) fill_left(1) "};
  private static final String[] AGGREGATORS = {"sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"};
  private static final String[] GROUPINGS = {"", " by (x)", " without (x)", " by (__name__, le)", " without ()"};

  private final Random random = new Random(Long.getLong("narthex.fuzz.seed", 7));

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private String of(ValueType type, int depth) {
    return switch (type) {
      case SCALAR -> depth <= 0 || random.nextInt(3) > 0 ? pick(NUMBERS) : "(" + of(ValueType.SCALAR, depth - 1) + " " + pick(new String[] {"+", "/", "%", "^", "atan2", "< bool", "</", ">/"}) + " " + of(ValueType.SCALAR, depth - 1) + ")";
      case STRING -> pick(STRINGS);
      case MATRIX -> random.nextBoolean() || depth <= 0
          ? pick(new String[] {"a", "b", "h", "n", "h_bucket", "{x='1'}", "missing"}) + "[" + pick(RANGES) + "]" + pick(new String[] {"", "", " anchored", " smoothed", " offset 1m", " @ start()"})
          : "(" + of(ValueType.VECTOR, depth - 1) + ")[" + pick(RANGES) + ":" + pick(STEPS) + "]";
      case VECTOR, NONE -> vector(depth);
    };
  }

  private String vector(int depth) {
    if (depth <= 0) {
      return pick(SELECTORS);
    }
    return switch (random.nextInt(8)) {
      case 0 -> pick(SELECTORS);
      case 1 -> pick(AGGREGATORS) + pick(GROUPINGS) + " (" + vector(depth - 1) + ")";
      case 2 -> pick(new String[] {"topk", "bottomk", "quantile", "limitk", "limit_ratio"}) + pick(GROUPINGS) + " (" + of(ValueType.SCALAR, depth - 1) + ", " + vector(depth - 1) + ")";
      case 3 -> "count_values" + pick(GROUPINGS) + " (" + pick(STRINGS) + ", " + vector(depth - 1) + ")";
      case 4 -> "(" + vector(depth - 1) + " " + pick(OPERATORS) + " " + pick(MATCHINGS) + vector(depth - 1) + ")";
      case 5 -> "(" + of(ValueType.SCALAR, depth - 1) + " " + pick(OPERATORS) + " " + vector(depth - 1) + ")";
      default -> call(depth);
    };
  }

  private String call(int depth) {
    PromqlFunction function = PromqlFunction.values()[random.nextInt(PromqlFunction.values().length)];
    int most = Math.min(function.maxArguments(), function.minArguments() + 2);
    int count = function.minArguments() + random.nextInt(most - function.minArguments() + 1);
    StringBuilder call = new StringBuilder(function.functionName()).append('(');
    for (int i = 0; i < count; i++) {
      call.append(i == 0 ? "" : ", ").append(of(function.argumentType(i), depth - 1));
    }
    String text = call.append(')').toString();
    return function.returnType() == ValueType.SCALAR ? "vector(" + text + ")" : text;
  }

  private static NativeHistogram histogram(String literal) {
    return HistogramLiteral.parse(literal).histogram();
  }

  @Test
  @Timeout(120)
  void answersOrRefuses() {
    MemorySeriesSource source = new MemorySeriesSource();
    for (int i = 0; i < 40; i++) {
      source.add(Labels.of("__name__", "a", "x", "1"), i * 15_000L, i);
      source.add(Labels.of("__name__", "a", "x", "2", "y", "z"), i * 15_000L + 3, 40 - i);
      source.add(Labels.of("__name__", "b", "x", "1"), i * 30_000L, i % 7 == 0 ? Double.NaN : -i);
      source.add(Labels.of("__name__", "h", "x", "1"), i * 15_000L, histogram("{{schema:" + i % 3 + " count:" + 3 * i + " sum:5 z_bucket:" + i + " z_bucket_w:0.01 buckets:[" + i + "] n_buckets:[" + i + "]}}"));
      source.add(Labels.of("__name__", "n", "x", "1"), i * 15_000L, histogram("{{schema:-53 count:" + i + " sum:NaN custom_values:[1 " + (2 + i % 2) + "] buckets:[0 " + i + "]}}"));
      source.add(Labels.of("__name__", "n", "x", "2"), i * 15_000L, i % 3, i % 3 == 0 ? null : histogram("{{schema:0 count:1 sum:1 buckets:[1] counter_reset_hint:gauge}}"), i * 15_000L - 7_000);
      source.add(Labels.of("__name__", "h_bucket", "x", "1", "le", "1"), i * 15_000L, i);
      source.add(Labels.of("__name__", "h_bucket", "x", "1", "le", "+Inf"), i * 15_000L, 2 * i);
    }
    QueryEngine engine = new QueryEngine(InstantSource.system());
    QueryOptions options = QueryOptions.defaults().withAllFeatures().withMaxSamples(20_000).withMaxBytes(50_000_000).withTimeout(Duration.ofSeconds(5));
    int answered = 0;
    for (int i = 0; i < QUERIES; i++) {
      String query = i % 20 == 0 ? scrambled(vector(3)) : vector(1 + random.nextInt(4));
      try {
        if (random.nextBoolean()) {
          engine.instant(source, query, 300_000, options);
        } else {
          engine.range(source, query, 0, 600_000, 1 + random.nextInt(100_000), options);
        }
        answered++;
      } catch (QueryException e) {
        assertThat(e.kind()).as(query).withFailMessage(() -> query + ": " + e).isNotEqualTo(QueryException.Kind.INTERNAL);
      }
    }
    assertThat(answered).isGreaterThan(QUERIES / 3);
  }

  /** Cuts and doubles pieces of a query. */
  private String scrambled(String query) {
    int a = random.nextInt(query.length());
    int b = random.nextInt(query.length());
    return query.substring(0, a) + query.substring(b);
  }
}
