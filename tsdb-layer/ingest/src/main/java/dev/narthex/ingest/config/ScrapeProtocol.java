package dev.narthex.ingest.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The exposition formats that a scrape can ask for, with their names in {@code scrape_protocols} and their media types. */
public enum ScrapeProtocol {
  PROMETHEUS_PROTO("PrometheusProto", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
  PROMETHEUS_TEXT_0_0_4("PrometheusText0.0.4", "text/plain;version=0.0.4"),
  PROMETHEUS_TEXT_1_0_0("PrometheusText1.0.0", "text/plain;version=1.0.0"),
  OPEN_METRICS_0_0_1("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"),
  OPEN_METRICS_1_0_0("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0");

  /** What is asked for unless a config says otherwise. */
  public static final List<ScrapeProtocol> DEFAULT =
      List.of(OPEN_METRICS_1_0_0, OPEN_METRICS_0_0_1, PROMETHEUS_TEXT_1_0_0, PROMETHEUS_TEXT_0_0_4);

  /** What is asked for when native histograms are scraped: only protobuf carries them. */
  public static final List<ScrapeProtocol> DEFAULT_WITH_NATIVE_HISTOGRAMS =
      List.of(PROMETHEUS_PROTO, OPEN_METRICS_1_0_0, OPEN_METRICS_0_0_1, PROMETHEUS_TEXT_1_0_0, PROMETHEUS_TEXT_0_0_4);

  private final String word;
  private final String mediaType;

  ScrapeProtocol(String word, String mediaType) {
    this.word = word;
    this.mediaType = mediaType;
  }

  /** As it is written in a config. */
  public String word() {
    return word;
  }

  /** The media type with its parameters, as it stands in an Accept header. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether the format knows the {@code escaping} parameter. */
  public boolean negotiatesEscaping() {
    return this == PROMETHEUS_PROTO || this == PROMETHEUS_TEXT_1_0_0 || this == OPEN_METRICS_1_0_0;
  }

  static ScrapeProtocol parse(String word) {
    return Arrays.stream(values())
        .filter(p -> p.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "unknown scrape protocol \"" + word + "\"; known are " + String.join(", ", Arrays.stream(values()).map(ScrapeProtocol::word).toList())));
  }

  static List<ScrapeProtocol> parseAll(List<String> words) {
    Set<ScrapeProtocol> seen = EnumSet.noneOf(ScrapeProtocol.class);
    return words.stream().map(word -> {
      ScrapeProtocol protocol = parse(word);
      if (!seen.add(protocol)) {
        throw new IllegalArgumentException("scrape protocol \"" + word + "\" is listed twice");
      }
      return protocol;
    }).toList();
  }
}
