package dev.narthex.differential;

import dev.narthex.model.Labels;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The place of labels between 0 and 1 that limit_ratio goes by: xxHash64, as its specification has it, over short names and values. */
final class Draw {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private Draw() {}

  static double of(Labels labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    labels.toMap().forEach((name, value) -> {
      for (String text : new String[] {name, value}) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.write(utf8.length);
        bytes.writeBytes(utf8);
      }
    });
    return new BigDecimal(Long.toUnsignedString(hash(bytes.toByteArray()))).doubleValue() / 0x1p64;
  }

  private static long hash(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    long h;
    if (data.length >= 32) {
      long[] v = {P1 + P2, P2, 0, -P1};
      while (in.remaining() >= 32) {
        for (int i = 0; i < 4; i++) {
          v[i] = round(v[i], in.getLong());
        }
      }
      h = Long.rotateLeft(v[0], 1) + Long.rotateLeft(v[1], 7) + Long.rotateLeft(v[2], 12) + Long.rotateLeft(v[3], 18);
      for (long lane : v) {
        h = (h ^ round(0, lane)) * P1 + P4;
      }
    } else {
      h = P5;
    }
    h += data.length;
    while (in.remaining() >= 8) {
      h = Long.rotateLeft(h ^ round(0, in.getLong()), 27) * P1 + P4;
    }
    if (in.remaining() >= 4) {
      h = Long.rotateLeft(h ^ (in.getInt() & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
    }
    while (in.hasRemaining()) {
      h = Long.rotateLeft(h ^ (in.get() & 0xFF) * P5, 11) * P1;
    }
    h = (h ^ h >>> 33) * P2;
    h = (h ^ h >>> 29) * P3;
    return h ^ h >>> 32;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }
}
