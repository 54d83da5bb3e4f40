package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * xxHash64 over names and values, each behind its length (one byte, or 0xFF and three bytes little-endian from 255 on): the bytes and
 * the hash of Prometheus' default build, so that limit_ratio picks the same series.
 */
final class LabelHash {
  private static final int LONG_STRING = 255;
  private static final double RANGE = 0x1p64;

  private LabelHash() {}

  /** The hash as a fraction of its range, in 0…1. */
  static double unit(Labels labels) {
    long hash = XxHash64.hash(bytes(labels));
    double unsigned = (double) (hash >>> 1) * 2 + (hash & 1);
    return unsigned / RANGE;
  }

  private static byte[] bytes(Labels labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < labels.size(); i++) {
      append(out, labels.name(i));
      append(out, labels.value(i));
    }
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LONG_STRING) {
      out.write(bytes.length);
    } else {
      out.write(LONG_STRING);
      out.write(bytes.length);
      out.write(bytes.length >> 8);
      out.write(bytes.length >> 16);
    }
    out.writeBytes(bytes);
  }
}
