package dev.narthex.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.answer.Answer;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryDataTest {
  private static final long START = 1_795_219_170_000L;

  private final Random random = new Random(4);

  @Test
  void threadsWriteWhatOneWrites() throws IOException {
    List<QueryResult.Series> series = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      series.add(series(i, i % 7 == 0 ? 0 : random.nextInt(900)));
    }
    assertThat(SeriesAhead.isWorthIt(series, 3)).isTrue();
    String alone = text(series, 1);
    assertThat(alone).startsWith("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{");
    for (int threads = 2; threads < 5; threads++) {
      assertThat(text(series, threads)).isEqualTo(alone);
    }
  }

  @Test
  void smallAnswersAndLongSeriesHaveOneWriter() {
    assertThat(SeriesAhead.isWorthIt(List.of(series(1, 1440)), 2)).isFalse();
    assertThat(SeriesAhead.isWorthIt(List.of(series(1, 5 * SeriesAhead.BATCH), series(2, 100)), 2)).isFalse();
    assertThat(SeriesAhead.isWorthIt(List.of(series(1, 2 * SeriesAhead.BATCH), series(2, 100)), 1)).isFalse();
    assertThat(SeriesAhead.isWorthIt(List.of(histograms(5 * SeriesAhead.BATCH / 100), series(2, 2 * SeriesAhead.BATCH)), 2)).as("a histogram is as long as its buckets").isFalse();
    assertThat(SeriesAhead.isWorthIt(List.of(histograms(3 * SeriesAhead.BATCH / 100)), 2)).isTrue();
  }

  private QueryResult.Series series(int number, int floats) {
    long[] times = new long[floats];
    double[] values = new double[floats];
    for (int i = 0; i < floats; i++) {
      times[i] = START + 15_000L * i;
      values[i] = number % 2 == 0 ? random.nextInt(1000) / 100.0 : random.nextGaussian();
    }
    NativeHistogram[] histograms = number % 50 == 0 ? new NativeHistogram[] {HistogramLiteral.parse("{{schema:0 sum:5 count:4 buckets:[1 2 1]}}").histogram()} : new NativeHistogram[0];
    return new QueryResult.Series(Labels.of("n", "ü" + number, "quoted", "\"\n"), times, values, new long[histograms.length], histograms);
  }

  private static QueryResult.Series histograms(int count) {
    NativeHistogram[] histograms = new NativeHistogram[count];
    Arrays.fill(histograms, HistogramLiteral.parse("{{schema:2 sum:5 count:100 buckets:[" + "1 ".repeat(100).strip() + "]}}").histogram());
    return new QueryResult.Series(Labels.of("n", "long"), new long[0], new double[0], new long[count], histograms);
  }

  private static String text(List<QueryResult.Series> series, int threads) throws IOException {
    Object body = Answer.success(new QueryData(new QueryResult.Matrix(series), Optional.empty(), Optional.empty(), threads)).body();
    return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : new String(((InputStream) body).readAllBytes(), StandardCharsets.UTF_8);
  }
}
