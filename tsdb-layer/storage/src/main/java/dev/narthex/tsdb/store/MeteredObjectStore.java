package dev.narthex.tsdb.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the requests to an object store. A request counts also when it fails: it is billed. */
public final class MeteredObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final RequestLog log;

  public MeteredObjectStore(ObjectStore store, RequestLog log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return noted(() -> store.get(key));
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    return noted(() -> store.range(key, offset, length));
  }

  private interface Read {
    Optional<byte[]> read();
  }

  private Optional<byte[]> noted(Read read) {
    long bytes = 0;
    try {
      Optional<byte[]> answer = read.read();
      bytes = answer.map(b -> b.length).orElse(0);
      return answer;
    } finally {
      log.note(RequestKind.OBJECT_GET, bytes);
    }
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    AtomicLong bytes = new AtomicLong();
    try {
      return store.put(key, counted(content, bytes));
    } finally {
      log.note(RequestKind.OBJECT_PUT, bytes.get());
    }
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    AtomicLong bytes = new AtomicLong();
    try {
      return store.putIfAbsent(key, counted(content, bytes));
    } finally {
      log.note(RequestKind.OBJECT_PUT, bytes.get());
    }
  }

  private static ObjectContent counted(ObjectContent content, AtomicLong bytes) {
    return out -> content.writeTo(new CountedStream(out, bytes));
  }

  private static final class CountedStream extends FilterOutputStream {
    private final AtomicLong bytes;

    CountedStream(OutputStream out, AtomicLong bytes) {
      super(out);
      this.bytes = bytes;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes.incrementAndGet();
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      bytes.addAndGet(length);
    }
  }

  @Override
  public void delete(String key) {
    log.note(RequestKind.OBJECT_DELETE, 0);
    store.delete(key);
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    log.note(RequestKind.OBJECT_LIST, 0);
    return store.list(prefix, after, limit);
  }
}
