package dev.narthex.api.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.model.histogram.Bucket;
import dev.narthex.model.histogram.HistogramBuckets;
import dev.narthex.model.histogram.NativeHistogram;
import java.io.IOException;

/**
 * Native histograms as Prometheus' JSON has them: {@code {"count":"…","sum":"…","buckets":[[rule,"lower","upper","count"],…]}} with
 * buckets in ascending order, empty ones left out; no {@code buckets} when there are none.
 */
final class HistogramText {
  private HistogramText() {}

  static void write(JsonOutput out, NativeHistogram histogram) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("count");
    out.floatString(histogram.count());
    json.writeFieldName("sum");
    out.floatString(histogram.sum());
    boolean begun = false;
    for (Bucket bucket : HistogramBuckets.ascending(histogram)) {
      if (bucket.count() == 0) {
        continue;
      }
      if (!begun) {
        begun = true;
        json.writeArrayFieldStart("buckets");
      }
      json.writeStartArray();
      json.writeNumber(bucket.boundaryRule());
      out.floatString(bucket.lower());
      out.floatString(bucket.upper());
      out.floatString(bucket.count());
      json.writeEndArray();
    }
    if (begun) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
