package dev.narthex.api.answer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A stream compressed while it is read: gzip (RFC 1952) pulled from another stream, so that the client's speed sets the pace and
 * nothing piles up. Fast compression: answers are made once and read once. Not thread-safe.
 */
final class GzipStream extends InputStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

  private final InputStream source;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 checksum = new CRC32();
  private final byte[] plain = new byte[16 * 1024];
  private byte[] ready = HEADER;
  private int position;
  private int size = HEADER.length;
  private boolean trailed;

  GzipStream(InputStream source) {
    this.source = source;
  }

  /** Compresses a whole body. */
  static byte[] compress(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GzipStream gzip = new GzipStream(new java.io.ByteArrayInputStream(body))) {
      gzip.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory only
    }
    return out.toByteArray();
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, size - position);
    System.arraycopy(ready, position, target, offset, n);
    position += n;
    return n;
  }

  private boolean fill() throws IOException {
    if (position < size) {
      return true;
    }
    if (trailed) {
      return false;
    }
    if (ready == HEADER) {
      ready = new byte[16 * 1024];
    }
    position = 0;
    size = 0;
    while (size == 0 && !deflater.finished()) {
      if (deflater.needsInput()) {
        int n = source.read(plain);
        if (n < 0) {
          deflater.finish();
        } else {
          checksum.update(plain, 0, n);
          deflater.setInput(plain, 0, n);
        }
      }
      size = deflater.deflate(ready);
    }
    if (size == 0) {
      trailed = true;
      putInt((int) checksum.getValue());
      putInt((int) deflater.getBytesRead());
      deflater.end();
    }
    return true;
  }

  private void putInt(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      ready[size++] = (byte) (value >>> shift);
    }
  }

  @Override
  public void close() throws IOException {
    if (!trailed) {
      trailed = true;
      size = position;
      deflater.end();
    }
    source.close();
  }
}
