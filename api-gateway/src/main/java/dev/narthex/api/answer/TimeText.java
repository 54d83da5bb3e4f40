package dev.narthex.api.answer;

import org.jspecify.annotations.Nullable;

/**
 * The beginnings of samples, {@code ,[1435781451.781,"}, for one array of times; the first sample has no comma. Series of an answer usually share their times, so
 * these are printed once and copied from then on.
 */
final class TimeText {
  /** Bytes that each beginning has room for. */
  static final int SLOT = 24;

  private final long[] millis;
  private final byte[] text;
  private final byte[] lengths;

  private TimeText(long[] millis, byte[] text, byte[] lengths) {
    this.millis = millis;
    this.text = text;
    this.lengths = lengths;
  }

  /** Null when a time is too long for its slot: far beyond this million years. */
  static @Nullable TimeText of(long[] millis) {
    byte[] text = new byte[millis.length * SLOT];
    byte[] lengths = new byte[millis.length];
    ByteSink one = new ByteSink(2 * SLOT);
    for (int i = 0; i < millis.length; i++) {
      one.clear();
      if (i > 0) {
        one.write(',');
      }
      begin(one, millis[i]);
      if (one.size() > SLOT) {
        return null;
      }
      one.copyTo(0, text, i * SLOT, one.size());
      lengths[i] = (byte) one.size();
    }
    return new TimeText(millis, text, lengths);
  }

  static void begin(ByteSink out, long millis) {
    out.write('[');
    out.putSeconds(millis);
    out.putAscii(",\"");
  }

  boolean isOf(long[] others) {
    return millis == others;
  }

  void begin(ByteSink out, int i) {
    out.putSlot(text, i * SLOT, lengths[i]);
  }
}
