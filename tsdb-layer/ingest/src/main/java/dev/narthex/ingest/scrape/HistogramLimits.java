package dev.narthex.ingest.scrape;

import dev.narthex.ingest.config.HistogramOptions;
import dev.narthex.ingest.exposition.ScrapedRow;
import dev.narthex.ingest.exposition.SeriesRefusedException;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** {@code native_histogram_bucket_limit} and {@code native_histogram_min_bucket_factor}: reduces the resolution of native histograms; what cannot be reduced far enough fails the scrape. */
final class HistogramLimits {
  private static final int COARSEST = -4;
  private static final int FINEST = 8;

  private HistogramLimits() {}

  static void apply(ScrapedRow row, HistogramOptions options) throws SeriesRefusedException {
    @Nullable NativeHistogram[] histograms = row.histograms();
    if (histograms == null || (options.bucketLimit() == 0 && options.minBucketFactor() <= 1)) {
      return;
    }
    int maxSchema = maxSchema(options.minBucketFactor());
    for (int i = 0; i < histograms.length; i++) {
      NativeHistogram h = histograms[i];
      if (h != null && row.isPresent(i)) {
        histograms[i] = limited(h, maxSchema, options.bucketLimit());
      }
    }
  }

  /** The finest schema whose buckets grow by at least the factor. */
  static int maxSchema(double factor) {
    if (factor <= 1) {
      return FINEST;
    }
    double floor = Math.floor(-log2(log2(factor)));
    return (int) Math.max(COARSEST, Math.min(FINEST, floor));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static NativeHistogram limited(NativeHistogram histogram, int maxSchema, long limit) throws SeriesRefusedException {
    NativeHistogram h = histogram;
    if (!h.isCustom() && h.schema() > maxSchema) {
      h = reduced(h, maxSchema);
    }
    while (limit != 0 && h.positiveBuckets().length + h.negativeBuckets().length > limit) {
      if (h.isCustom() || h.schema() <= COARSEST) {
        throw new SeriesRefusedException("histogram bucket limit exceeded");
      }
      h = reduced(h, h.schema() - 1);
    }
    return h;
  }

  private static NativeHistogram reduced(NativeHistogram h, int schema) {
    NativeHistogram r = HistogramArithmetic.reduce(h, schema);
    return new NativeHistogram(h.resetHint(), r.schema(), r.zeroThreshold(), r.zeroCount(), r.count(), r.sum(), r.positiveSpans(), r.positiveBuckets(), r.negativeSpans(),
        r.negativeBuckets(), r.customValues(), h.integer());
  }
}
