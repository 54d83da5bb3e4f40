package dev.narthex.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a body up to a limit, through gzip where the answer says so. What is too large is never held: reading stops at the limit. */
final class BoundedBody {
  /** No body is larger than this, whatever the configuration says: 128 MiB, or an eighth of the heap where that is less. */
  static final int HARD_LIMIT = (int) Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 8);

  private BoundedBody() {}

  /**
   * Reads to the end.
   *
   * @param limit a body of this many bytes or more fails
   * @param expected a guess at the length
   */
  static HttpBody read(InputStream raw, String encoding, String contentType, long limit, int expected) throws IOException, HttpFailure {
    int bound = (int) Math.min(limit == 0 ? HARD_LIMIT : limit, HARD_LIMIT);
    try (InputStream in = decoded(raw, encoding)) {
      byte[] bytes = new byte[Math.max(1024, Math.min(expected + 1, bound))];
      int n = 0;
      for (int read; (read = in.read(bytes, n, bytes.length - n)) >= 0; ) {
        n += read;
        if (n >= bound) {
          String sentence = limit != 0 && n >= limit ? "body size limit exceeded" : "the body is larger than " + (HARD_LIMIT >> 20) + " MiB, the most that is taken with this much memory";
          throw new HttpFailure(HttpFailure.Kind.BODY_TOO_LARGE, sentence);
        }
        if (n == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length * 2L, bound));
        }
      }
      return new HttpBody(bytes, n, contentType);
    } catch (ZipException | EOFException e) {
      throw new HttpFailure(HttpFailure.Kind.BAD_ENCODING, "the gzip body is damaged: " + e.getMessage(), e);
    }
  }

  private static InputStream decoded(InputStream raw, String encoding) throws IOException, HttpFailure {
    return switch (encoding) {
      case "", "identity" -> raw;
      case "gzip" -> {
        int first = raw.read();
        yield first < 0 ? raw : new GZIPInputStream(new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), raw), 1 << 14);
      }
      default -> throw new HttpFailure(HttpFailure.Kind.BAD_ENCODING, "the body is encoded as \"" + encoding + "\", which was not asked for");
    };
  }
}
