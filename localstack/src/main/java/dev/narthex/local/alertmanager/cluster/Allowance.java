package dev.narthex.local.alertmanager.cluster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends what was read when it grows beyond a bound, so that nobody fills the memory of a member; used by one thread at a time. */
final class Allowance extends FilterInputStream {
  private long left;

  /** Nothing may be read before {@link #renew}. */
  Allowance(InputStream in) {
    super(in);
  }

  /** From now on that many bytes. */
  void renew(long bytes) {
    left = bytes;
  }

  private void spend(long bytes) throws IOException {
    left -= Math.max(0, bytes);
    if (left < 0) {
      throw new IOException("more was sent than one message may hold");
    }
  }

  @Override
  public int read() throws IOException {
    spend(1);
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    spend(read);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    spend(skipped);
    return skipped;
  }
}
