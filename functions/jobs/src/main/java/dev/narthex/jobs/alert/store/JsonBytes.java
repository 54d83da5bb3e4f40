package dev.narthex.jobs.alert.store;

import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * JSON straight into bytes, for what is written by the thousand: what {@link StateJson} reads. Not safe for concurrent
 * use.
 */
final class JsonBytes {
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  /** Of a character in a text: an escape. */
  private static final int LONGEST = 6;

  private byte[] bytes = new byte[640];
  private int end;

  private void ensure(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }

  /** ASCII as it is: punctuation, names and numbers. */
  JsonBytes raw(String ascii) {
    ensure(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[end++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  JsonBytes text(String text) {
    ensure(LONGEST * text.length() + 2);
    bytes[end++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        bytes[end++] = (byte) c;
      } else if (c < 0x80) {
        escaped(c);
      } else {
        int from = i;
        while (i + 1 < text.length() && text.charAt(i + 1) >= 0x80) {
          i++;
        }
        byte[] utf8 = text.substring(from, i + 1).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, end, utf8.length);
        end += utf8.length;
      }
    }
    bytes[end++] = '"';
    return this;
  }

  private void escaped(char c) {
    bytes[end++] = '\\';
    bytes[end++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[end++] = HEX[c >> shift & 15];
    }
  }

  JsonBytes labels(Labels labels) {
    raw("{");
    for (int i = 0; i < labels.size(); i++) {
      (i == 0 ? this : raw(",")).text(labels.name(i)).raw(":").text(labels.value(i));
    }
    return raw("}");
  }

  /** Epoch seconds and nanoseconds. */
  JsonBytes time(Instant time) {
    return raw("[").raw(Long.toString(time.getEpochSecond())).raw(",").raw(Integer.toString(time.getNano())).raw("]");
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, end);
  }
}
