package dev.narthex.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** Files whose writes and syncs may fail, and which at a power cut keep what was synced and of the rest any sectors. */
final class WeakDisk implements LogFile.Opener {
  private static final int SECTOR = 512;

  private final Map<Path, byte[]> synced = new TreeMap<>();
  private final IntPredicate fails;
  private int calls;

  /**
   * @param fails whether a write or sync fails, by its number
   */
  WeakDisk(IntPredicate fails) {
    this.fails = fails;
  }

  @Override
  public FileChannel open(Path file) throws IOException {
    call();
    synced.computeIfAbsent(file, f -> read(f));
    return new Channel(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  int calls() {
    return calls;
  }

  private void call() throws IOException {
    if (fails.test(calls++)) {
      throw new IOException("the disk does not answer");
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the disk holds after the power comes back. */
  void cutPower(RandomGenerator random) throws IOException {
    for (Map.Entry<Path, byte[]> file : synced.entrySet()) {
      byte[] now = read(file.getKey());
      byte[] kept = Arrays.copyOf(file.getValue(), random.nextBoolean() ? now.length : file.getValue().length);
      for (int at = 0; at < kept.length; at += SECTOR) {
        if (random.nextBoolean()) {
          int length = Math.min(SECTOR, Math.min(kept.length, now.length) - at);
          if (length > 0) {
            System.arraycopy(now, at, kept, at, length);
          }
        }
      }
      Files.write(file.getKey(), kept);
    }
  }

  private final class Channel extends FileChannel {
    private final Path file;
    private final FileChannel real;

    Channel(Path file, FileChannel real) {
      this.file = file;
      this.real = real;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      ByteBuffer some = bytes.slice(bytes.position(), Math.max(1, bytes.remaining() / 2));
      int written = real.write(some, position);
      bytes.position(bytes.position() + written);
      call();
      return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      call();
      synced.put(file, WeakDisk.read(file));
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      return real.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      real.truncate(size);
      return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }

    @Override
    public int read(ByteBuffer bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }
  }
}
