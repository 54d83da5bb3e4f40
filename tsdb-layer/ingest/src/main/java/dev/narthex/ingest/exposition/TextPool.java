package dev.narthex.ingest.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the same bytes into the same String object: label names and values repeat from line to line. Forgets everything when it holds a million bytes of text. */
final class TextPool {
  private static final int CAPACITY = 1 << 20;

  private String[] strings = new String[1024];
  private byte[][] keys = new byte[1024][];
  private final int[] recent = new int[64];
  private int size;
  private int held;
  private int turn;

  /** A line starts: its first text is compared with the first of the line before, and so on, before the table is asked. */
  void startLine() {
    turn = 0;
  }

  /** The text of {@code [from, to)}; null when the bytes are not UTF-8. */
  @Nullable String text(byte[] b, int from, int to) {
    if (to == from) {
      return "";
    }
    int at = turn++ & 63;
    byte[] last = keys[recent[at]];
    if (last != null && last.length == to - from && Arrays.equals(last, 0, last.length, b, from, to)) {
      return strings[recent[at]];
    }
    return find(b, from, to, at);
  }

  private @Nullable String find(byte[] b, int from, int to, int at) {
    int mask = keys.length - 1;
    int slot = SeriesMemory.fold(SeriesMemory.hash(b, from, to)) & mask;
    for (byte[] key = keys[slot]; key != null; key = keys[slot = (slot + 1) & mask]) {
      if (Arrays.equals(key, 0, key.length, b, from, to)) {
        recent[at] = slot;
        return strings[slot];
      }
    }
    String text = decode(b, from, to);
    if (text != null) {
      recent[at] = slot;
      add(slot, Arrays.copyOfRange(b, from, to), text);
    }
    return text;
  }

  private void add(int slot, byte[] key, String text) {
    if (held + key.length > CAPACITY) {
      Arrays.fill(keys, null);
      Arrays.fill(strings, null);
      size = 0;
      held = 0;
      return;
    }
    keys[slot] = key;
    strings[slot] = text;
    held += key.length;
    if (++size * 2 > keys.length) {
      rehash();
    }
  }

  private void rehash() {
    byte[][] oldKeys = keys;
    String[] oldStrings = strings;
    keys = new byte[oldKeys.length * 2][];
    strings = new String[keys.length];
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      byte[] key = oldKeys[i];
      if (key != null) {
        int slot = SeriesMemory.fold(SeriesMemory.hash(key, 0, key.length)) & mask;
        while (keys[slot] != null) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        strings[slot] = oldStrings[i];
      }
    }
  }

  /** UTF-8, strictly; null when malformed. */
  static @Nullable String decode(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] < 0) {
        try {
          return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(b, from, to - from)).toString();
        } catch (java.nio.charset.CharacterCodingException e) {
          return null;
        }
      }
    }
    return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
