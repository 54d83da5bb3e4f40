package dev.narthex.ingest.discovery;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One thing to scrape.
 *
 * @param pool the scrape pool: {@code job_name}
 * @param labels final labels, without those that begin with {@code __}
 * @param discovered labels before relabelling
 * @param url what is asked, with parameters
 * @param interval milliseconds
 * @param timeout milliseconds, at most the interval
 * @param options labels that begin with {@code __} and steer the scrape: the per-target histogram switches, {@link #FAILURE}; mostly empty
 */
public record Target(TargetIdentity identity, String pool, Labels labels, Labels discovered, String url, long interval, long timeout, Labels options) {
  public static final String ADDRESS = "__address__";

  /** In {@code options}: why every scrape of the target fails without being tried ({@code target_limit}). */
  public static final String FAILURE = "__failure__";

  /** In {@code options}: {@code true} or {@code false} in place of the job's setting. */
  public static final String NATIVE_HISTOGRAMS = "__scrape_native_histograms__";

  public static final String CONVERT_CLASSIC_HISTOGRAMS = "__convert_classic_histograms_to_nhcb__";
  public static final String ALWAYS_CLASSIC_HISTOGRAMS = "__always_scrape_classic_histograms__";

  /** A target whose identity is the hash of pool, labels and URL. */
  public static Target of(String pool, Labels labels, Labels discovered, String url, long interval, long timeout, Labels options) {
    return new Target(identity(pool, labels, url), pool, labels, discovered, url, interval, timeout, options);
  }

  /** The first 128 bits of SHA-256 over the length-prefixed pool, URL, names and values. */
  public static TargetIdentity identity(String pool, Labels labels, String url) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, pool);
      add(digest, url);
      for (int i = 0; i < labels.size(); i++) {
        add(digest, labels.name(i));
        add(digest, labels.value(i));
      }
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      return new TargetIdentity(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
