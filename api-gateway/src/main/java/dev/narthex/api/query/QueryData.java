package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.promql.query.QueryResult;
import java.io.IOException;
import java.util.Optional;

/** {@code {"resultType":…,"result":…,"stats":…,"explain":…}}, one sample or series (or some thousand samples of a long one) a portion. */
final class QueryData implements JsonData {
  /** Samples written at a time. */
  private static final int PORTION = 4096;

  private final QueryResult result;
  private final Optional<StatisticsText> statistics;
  private final Optional<ExplanationText> explanation;
  private boolean begun;
  private int next;
  /** Samples of series {@link #next} that are written already. */
  private int written;

  QueryData(QueryResult result, Optional<StatisticsText> statistics, Optional<ExplanationText> explanation) {
    this.result = result;
    this.statistics = statistics;
    this.explanation = explanation;
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
        if (next < matrix.series().size()) {
          if (write(out, matrix.series().get(next))) {
            next++;
          }
          yield true;
        }
        out.generator().writeEndArray();
        yield false;
      }
    };
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
    JsonGenerator json = out.generator();
    int size = series.floats().length;
    if (written == 0) {
      json.writeStartObject();
      json.writeFieldName("metric");
      out.labels(series.labels());
      if (size > 0) {
        json.writeFieldName("values");
        out.beginSamples();
      }
    }
    int to = Math.min(size, written + PORTION);
    out.samples(series.floatTimes(), series.floats(), written, to);
    written = to;
    if (written < size) {
      return false;
    }
    written = 0;
    if (size > 0) {
      out.endSamples();
    }
    if (series.histograms().length > 0) {
      json.writeArrayFieldStart("histograms");
      for (int i = 0; i < series.histograms().length; i++) {
        out.sample(series.histogramTimes()[i], series.histograms()[i]);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    return true;
  }
}
