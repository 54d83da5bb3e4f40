package dev.narthex.ingest.exposition;

/**
 * What a protobuf body's histograms become.
 *
 * @param nativeHistograms take native histograms; else only their classic buckets
 * @param classicBeside take the classic buckets of a native histogram too
 */
public record HistogramParsing(boolean nativeHistograms, boolean classicBeside) {
  public static final HistogramParsing CLASSIC_ONLY = new HistogramParsing(false, true);
}
