package dev.narthex.api.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.model.histogram.NativeHistogram;
import java.io.IOException;

/**
 * Native histograms as Prometheus' JSON has them: {@code {"count":"…","sum":"…","buckets":[[rule,"lower","upper","count"],…]}} with
 * buckets in ascending order, empty ones left out. The rule says which ends belong to a bucket: 0 the upper, 1 the lower, 2 none,
 * 3 both.
 */
final class HistogramText {
  private static final int OPEN_LEFT = 0;
  private static final int OPEN_RIGHT = 1;
  private static final int CLOSED = 3;

  private final JsonOutput out;
  private final NativeHistogram histogram;
  private boolean begun;

  private HistogramText(JsonOutput out, NativeHistogram histogram) {
    this.out = out;
    this.histogram = histogram;
  }

  static void write(JsonOutput out, NativeHistogram histogram) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    json.writeFieldName("count");
    out.floatString(histogram.count());
    json.writeFieldName("sum");
    out.floatString(histogram.sum());
    HistogramText text = new HistogramText(out, histogram);
    text.negative();
    text.bucket(CLOSED, -histogram.zeroThreshold(), histogram.zeroThreshold(), histogram.zeroCount());
    text.positive();
    if (text.begun) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** From the lowest bucket, which has the highest index, up to the zero bucket. */
  private void negative() throws IOException {
    double[] counts = histogram.negativeBuckets();
    int[] indexes = indexes(histogram.negativeSpans(), counts.length);
    for (int i = counts.length - 1; i >= 0; i--) {
      double upper = -bound(indexes[i] - 1);
      boolean overlapsZero = upper < 0 && upper > -histogram.zeroThreshold();
      bucket(OPEN_RIGHT, -bound(indexes[i]), overlapsZero ? -histogram.zeroThreshold() : upper, counts[i]);
    }
  }

  private void positive() throws IOException {
    double[] counts = histogram.positiveBuckets();
    int[] indexes = indexes(histogram.positiveSpans(), counts.length);
    for (int i = 0; i < counts.length; i++) {
      double lower = bound(indexes[i] - 1);
      boolean overlapsZero = lower > 0 && lower < histogram.zeroThreshold();
      boolean lowest = histogram.isCustom() && indexes[i] == 0;
      bucket(lowest ? CLOSED : OPEN_LEFT, overlapsZero ? histogram.zeroThreshold() : lower, bound(indexes[i]), counts[i]);
    }
  }

  private void bucket(int rule, double lower, double upper, double count) throws IOException {
    if (count == 0) {
      return;
    }
    JsonGenerator json = out.generator();
    if (!begun) {
      begun = true;
      json.writeArrayFieldStart("buckets");
    }
    json.writeStartArray();
    json.writeNumber(rule);
    out.floatString(lower);
    out.floatString(upper);
    out.floatString(count);
    json.writeEndArray();
  }

  private static int[] indexes(int[] spans, int buckets) {
    int[] indexes = new int[buckets];
    int index = 0;
    int at = 0;
    for (int s = 0; s + 1 < spans.length; s += 2) {
      index += spans[s];
      for (int i = 0; i < spans[s + 1] && at < buckets; i++) {
        indexes[at++] = index++;
      }
    }
    return indexes;
  }

  /** The upper bound of a positive bucket. */
  private double bound(int index) {
    if (histogram.isCustom()) {
      double[] bounds = histogram.customValues();
      return index < 0 ? Double.NEGATIVE_INFINITY : index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
    }
    int schema = histogram.schema();
    if (schema <= 0) {
      int exponent = index << -schema;
      return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
    }
    int perPower = 1 << schema;
    int exponent = Math.floorDiv(index, perPower);
    double fraction = StrictMath.pow(2, (double) Math.floorMod(index, perPower) / perPower);
    return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(fraction, exponent);
  }
}
