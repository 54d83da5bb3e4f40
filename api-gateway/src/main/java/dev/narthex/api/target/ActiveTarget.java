package dev.narthex.api.target;

import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A target that is scraped.
 *
 * @param discovered labels before relabelling, {@code __meta_*} included
 * @param labels labels that its series get
 * @param url what is asked, with parameters
 * @param globalUrl the same as seen from outside: a loopback host replaced by the host's name
 * @param last its latest scrape; empty before the first one
 * @param interval as configured, such as {@code 15s}
 * @param timeout as configured
 */
public record ActiveTarget(
    Labels discovered,
    Labels labels,
    String scrapePool,
    String url,
    String globalUrl,
    Optional<LastScrape> last,
    String interval,
    String timeout) {
  /**
   * How the latest scrape went.
   *
   * @param error empty when it succeeded
   */
  public record LastScrape(Instant at, Duration took, String error) {}

  /** {@code up}, {@code down}, or {@code unknown} before the first scrape. */
  public String health() {
    return last.map(s -> s.error().isEmpty() ? "up" : "down").orElse("unknown");
  }
}
