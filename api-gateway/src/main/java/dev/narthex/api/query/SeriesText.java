package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryResult;
import java.io.IOException;

/** One series of a matrix: {@code {"metric":{…},"values":[…],"histograms":[…]}}. */
final class SeriesText {
  private SeriesText() {}

  /** How many pieces of some 30 bytes it is, roughly: floats, and the buckets of histograms. */
  static long size(QueryResult.Series series) {
    long size = series.floats().length;
    for (NativeHistogram histogram : series.histograms()) {
      size += 1 + histogram.positiveBuckets().length + histogram.negativeBuckets().length;
    }
    return size;
  }

  /** The whole series. */
  static void write(JsonOutput out, QueryResult.Series series) throws IOException {
    begin(out, series);
    out.samples(series.floatTimes(), series.floats(), 0, series.floats().length);
    end(out, series);
  }

  /** What stands before the floats. */
  static void begin(JsonOutput out, QueryResult.Series series) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("metric");
    out.labels(series.labels());
    if (series.floats().length > 0) {
      json.writeFieldName("values");
      out.beginSamples();
    }
  }

  /** What stands behind the floats. */
  static void end(JsonOutput out, QueryResult.Series series) throws IOException {
    JsonGenerator json = out.generator();
    if (series.floats().length > 0) {
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
  }
}
