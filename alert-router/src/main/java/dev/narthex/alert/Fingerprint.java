package dev.narthex.alert;

import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Identifies an alert by its labels: FNV-1a over names and values in sorted order, a byte 0xFF behind each, printed as 16 hex digits.
 * The same number that Alertmanager shows, so links and scripts keep working.
 */
public record Fingerprint(long value) implements Comparable<Fingerprint> {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  public static Fingerprint of(Labels labels) {
    long hash = OFFSET;
    for (int i = 0; i < labels.size(); i++) {
      hash = add(add(hash, labels.name(i)), labels.value(i));
    }
    return new Fingerprint(hash);
  }

  private static long add(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        return addUtf8(hash, text);
      }
      h = (h ^ c) * PRIME;
    }
    return (h ^ 0xff) * PRIME;
  }

  private static long addUtf8(long hash, String text) {
    long h = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * PRIME;
    }
    return (h ^ 0xff) * PRIME;
  }

  @Override
  public int compareTo(Fingerprint other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
