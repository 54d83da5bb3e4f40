package dev.narthex.local.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the tables in their order, as they stand in a record of the {@link TableLog}:
 *
 * <pre>
 * Changes := Change*
 * Change  := kind u8, key, value?          kind: 1 put, 2 remove in catalog; 3 put, 4 remove in state
 * key     := length varint, UTF-8
 * value   := length varint, bytes          of a put alone
 * </pre>
 *
 * They say what is, not what to do: applied twice they leave the same tables. Not safe for concurrent use.
 */
final class Changes {
  /** Which table a change belongs to; the order is that of the kinds on disk. */
  enum In {
    CATALOG,
    STATE
  }

  private static final int KINDS_PER_TABLE = 2;

  private static final int LONGEST_LENGTH = 5;

  private byte[] bytes = new byte[256];
  private int end;

  void put(In table, String key, byte[] value) {
    kind(table.ordinal() * KINDS_PER_TABLE + 1);
    block(key.getBytes(StandardCharsets.UTF_8));
    block(value);
  }

  void remove(In table, String key) {
    kind(table.ordinal() * KINDS_PER_TABLE + 2);
    block(key.getBytes(StandardCharsets.UTF_8));
  }

  private void kind(int kind) {
    ensure(1);
    bytes[end++] = (byte) kind;
  }

  private void block(byte[] block) {
    ensure(LONGEST_LENGTH + block.length);
    int length = block.length;
    for (; length > 0x7f; length >>>= 7) {
      bytes[end++] = (byte) (length & 0x7f | 0x80);
    }
    bytes[end++] = (byte) length;
    System.arraycopy(block, 0, bytes, end, block.length);
    end += block.length;
  }

  private void ensure(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
    }
  }

  boolean isEmpty() {
    return end == 0;
  }

  /** What was noted so far, not a copy. */
  ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, end);
  }

  /** What changes are applied to: a null value removes. */
  interface Target {
    void change(In table, String key, byte @Nullable [] value);
  }

  /** Applies the changes of a record whose checksum was right. */
  static void apply(ByteBuffer content, Target target) {
    while (content.hasRemaining()) {
      int kind = content.get() - 1;
      In table = In.values()[kind / KINDS_PER_TABLE];
      String key = new String(block(content), StandardCharsets.UTF_8);
      target.change(table, key, kind % KINDS_PER_TABLE == 0 ? block(content) : null);
    }
  }

  private static byte[] block(ByteBuffer content) {
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = content.get();
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    byte[] block = new byte[length];
    content.get(block);
    return block;
  }
}
