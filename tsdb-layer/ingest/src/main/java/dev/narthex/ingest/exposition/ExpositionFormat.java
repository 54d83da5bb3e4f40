package dev.narthex.ingest.exposition;

import java.util.Locale;
import java.util.Optional;

/** The formats, by the media type that a target answers. */
public enum ExpositionFormat {
  /** {@code text/plain}. */
  CLASSIC_TEXT {
    @Override
    public ExpositionParser newParser(HistogramParsing histograms) {
      return new ClassicTextParser();
    }
  },
  /** {@code application/openmetrics-text}. */
  OPEN_METRICS {
    @Override
    public ExpositionParser newParser(HistogramParsing histograms) {
      return new OpenMetricsParser();
    }
  },
  /** {@code application/vnd.google.protobuf} with delimited MetricFamily messages. */
  PROTOBUF {
    @Override
    public ExpositionParser newParser(HistogramParsing histograms) {
      return new ProtobufParser(histograms);
    }
  };

  /** A parser without memory. */
  public abstract ExpositionParser newParser(HistogramParsing histograms);

  /** The format of a Content-Type header; empty when there is none for it. */
  public static Optional<ExpositionFormat> of(String contentType) {
    return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "text/plain" -> Optional.of(CLASSIC_TEXT);
      case "application/openmetrics-text" -> Optional.of(OPEN_METRICS);
      case "application/vnd.google.protobuf" -> Optional.of(PROTOBUF);
      default -> Optional.empty();
    };
  }
}
