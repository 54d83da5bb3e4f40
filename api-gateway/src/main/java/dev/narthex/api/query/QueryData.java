package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.promql.query.QueryResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code {"resultType":…,"result":…,"stats":…,"explain":…}}, one sample or series (or some thousand samples of a long one) a portion. */
final class QueryData implements JsonData {
  /** Samples written at a time. */
  private static final int PORTION = 4096;

  private static final long BYTES_AROUND = 1024;
  private static final long BYTES_OF_A_SERIES = 150;
  private static final long BYTES_OF_A_SAMPLE = 30;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final QueryResult result;
  private final Optional<StatisticsText> statistics;
  private final Optional<ExplanationText> explanation;
  /** Where series are written by several threads. */
  private final Optional<SeriesAhead> ahead;
  private boolean begun;
  private int next;
  /** Samples of series {@link #next} that are written already. */
  private int written;

  QueryData(QueryResult result, Optional<StatisticsText> statistics, Optional<ExplanationText> explanation) {
    this(result, statistics, explanation, PROCESSORS);
  }

  /**
   * @param threads how many may write a large result at a time
   */
  QueryData(QueryResult result, Optional<StatisticsText> statistics, Optional<ExplanationText> explanation, int threads) {
    this.result = result;
    this.statistics = statistics;
    this.explanation = explanation;
    this.ahead =
        result instanceof QueryResult.Matrix matrix && SeriesAhead.isWorthIt(matrix.series(), threads)
            ? Optional.of(new SeriesAhead(matrix.series(), threads))
            : Optional.empty();
  }

  @Override
  public long expectedBytes() {
    return BYTES_AROUND + switch (result) {
      case QueryResult.Scalar _, QueryResult.Text _ -> 0;
      case QueryResult.Vector vector -> BYTES_OF_A_SERIES * vector.samples().size();
      case QueryResult.Matrix matrix -> {
        long bytes = 0;
        for (QueryResult.Series series : matrix.series()) {
          bytes += BYTES_OF_A_SERIES + BYTES_OF_A_SAMPLE * SeriesText.size(series);
        }
        yield bytes;
      }
    };
  }

  @Override
  public boolean writeNext(JsonOutput out) throws IOException {
    if (!begun) {
      begun = true;
      out.generator().writeStartObject();
      out.generator().writeStringField("resultType", type());
      out.generator().writeFieldName("result");
      begin(out);
    }
    if (more(out)) {
      return true;
    }
    if (statistics.isPresent()) {
      out.generator().writeFieldName("stats");
      statistics.get().write(out);
    }
    if (explanation.isPresent()) {
      out.generator().writeFieldName("explain");
      explanation.get().write(out);
    }
    out.generator().writeEndObject();
    return false;
  }

  private String type() {
    return switch (result) {
      case QueryResult.Scalar _ -> "scalar";
      case QueryResult.Text _ -> "string";
      case QueryResult.Vector _ -> "vector";
      case QueryResult.Matrix _ -> "matrix";
    };
  }

  private void begin(JsonOutput out) throws IOException {
    switch (result) {
      case QueryResult.Scalar scalar -> out.scalar(scalar.timestamp(), scalar.value());
      case QueryResult.Text text -> {
        out.generator().writeStartArray();
        out.shortSeconds(text.timestamp());
        out.generator().writeString(text.value());
        out.generator().writeEndArray();
      }
      case QueryResult.Vector _, QueryResult.Matrix _ -> out.generator().writeStartArray();
    }
  }

  /** Writes one more element; false once the array is closed. */
  private boolean more(JsonOutput out) throws IOException {
    return switch (result) {
      case QueryResult.Scalar _, QueryResult.Text _ -> false;
      case QueryResult.Vector vector -> {
        if (next < vector.samples().size()) {
          write(out, vector.samples().get(next++));
          yield true;
        }
        out.generator().writeEndArray();
        yield false;
      }
      case QueryResult.Matrix matrix -> {
        if (ahead.isPresent() ? ahead.get().writeNext(out) : writeNext(out, matrix.series())) {
          yield true;
        }
        out.generator().writeEndArray();
        yield false;
      }
    };
  }

  private boolean writeNext(JsonOutput out, List<QueryResult.Series> series) throws IOException {
    if (next == series.size()) {
      return false;
    }
    if (write(out, series.get(next))) {
      next++;
    }
    return true;
  }

  private static void write(JsonOutput out, QueryResult.Sample sample) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("metric");
    out.labels(sample.labels());
    if (sample.histogram() != null) {
      json.writeFieldName("histogram");
      out.sample(sample.timestamp(), sample.histogram());
    } else {
      json.writeFieldName("value");
      out.sample(sample.timestamp(), sample.value());
    }
    json.writeEndObject();
  }

  /** Writes a series, or the next part of a long one; true once it is complete. */
  private boolean write(JsonOutput out, QueryResult.Series series) throws IOException {
    int size = series.floats().length;
    if (written == 0) {
      SeriesText.begin(out, series);
    }
    int to = Math.min(size, written + PORTION);
    out.samples(series.floatTimes(), series.floats(), written, to);
    written = to;
    if (written < size) {
      return false;
    }
    written = 0;
    SeriesText.end(out, series);
    return true;
  }
}
