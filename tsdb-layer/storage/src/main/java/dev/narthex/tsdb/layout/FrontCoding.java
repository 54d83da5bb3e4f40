package dev.narthex.tsdb.layout;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lists of strings that resemble their neighbours.
 *
 * <pre>
 * Strings := (shared bytes with the string before varint, length of the rest varint)*, rests in UTF-8
 * </pre>
 *
 * <p>Lone surrogates, which UTF-8 cannot hold, come back as '?': no label of ours has one (they come from UTF-8).
 */
final class FrontCoding {
  private FrontCoding() {}

  static void write(String[] strings, ByteWriter out) {
    ByteWriter rests = new ByteWriter();
    byte[] last = new byte[0];
    for (String s : strings) {
      byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
      int shared = Arrays.mismatch(last, bytes);
      if (shared < 0) {
        shared = bytes.length;
      }
      out.varint(shared).varint(bytes.length - shared);
      rests.bytes(bytes, shared, bytes.length - shared);
      last = bytes;
    }
    out.bytes(rests);
  }

  static String[] read(int count, ByteReader in) {
    int[] shared = new int[count];
    int[] rest = new int[count];
    for (int i = 0; i < count; i++) {
      shared[i] = in.count(i == 0 ? 0 : (long) shared[i - 1] + rest[i - 1]);
      rest[i] = in.count(in.remaining());
    }
    String[] strings = new String[count];
    byte[] buffer = new byte[64];
    for (int i = 0; i < count; i++) {
      int length = shared[i] + rest[i];
      if (buffer.length < length) {
        buffer = Arrays.copyOf(buffer, length * 2);
      }
      System.arraycopy(in.bytes(rest[i]), 0, buffer, shared[i], rest[i]);
      strings[i] = new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
    return strings;
  }
}
