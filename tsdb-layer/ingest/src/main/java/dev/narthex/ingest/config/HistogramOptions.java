package dev.narthex.ingest.config;

import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.Map;

/**
 * How histograms are taken.
 *
 * @param scrapeNative {@code scrape_native_histograms}
 * @param convertClassic {@code convert_classic_histograms_to_nhcb}: classic histograms become native ones with custom buckets
 * @param alwaysClassic {@code always_scrape_classic_histograms}: the classic series are kept beside a native histogram
 * @param bucketLimit a native histogram with more buckets is reduced in resolution, else the scrape fails; 0 = no limit
 * @param minBucketFactor resolution is reduced until buckets grow at least by this factor; 0 = none
 */
public record HistogramOptions(boolean scrapeNative, boolean convertClassic, boolean alwaysClassic, long bucketLimit, double minBucketFactor) {
  public static final HistogramOptions DEFAULT = new HistogramOptions(false, false, false, 0, 0);

  static HistogramOptions readGlobal(MappingReader r) {
    return switches(r, DEFAULT, 0, 0);
  }

  static HistogramOptions readJob(MappingReader r, HistogramOptions global) {
    long limit = r.count("native_histogram_bucket_limit").orElse(0L);
    double factor = r.number("native_histogram_min_bucket_factor").orElse(0.0);
    return switches(r, global, limit, factor);
  }

  private static HistogramOptions switches(MappingReader r, HistogramOptions global, long limit, double factor) {
    return new HistogramOptions(
        r.bool("scrape_native_histograms").orElse(global.scrapeNative),
        r.bool("convert_classic_histograms_to_nhcb").orElse(global.convertClassic),
        r.bool("always_scrape_classic_histograms").orElse(global.alwaysClassic),
        limit,
        factor);
  }

  Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree().put("scrape_native_histograms", scrapeNative).put("convert_classic_histograms_to_nhcb", convertClassic)
        .put("always_scrape_classic_histograms", alwaysClassic).putLimit("native_histogram_bucket_limit", bucketLimit);
    return (minBucketFactor == 0 ? tree : tree.put("native_histogram_min_bucket_factor", minBucketFactor)).build();
  }
}
