package dev.narthex.tsdb.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** An object store in memory, for tests and simulations. */
public final class MemoryObjectStore implements ObjectStore {
  private record Held(byte[] bytes, Instant modified) {}

  private final ConcurrentSkipListMap<String, Held> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  public MemoryObjectStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(objects.get(ObjectKeys.checked(key))).map(h -> h.bytes.clone());
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    ObjectKeys.checkRange(offset, length);
    return Optional.ofNullable(objects.get(ObjectKeys.checked(key)))
        .map(h -> offset >= h.bytes.length ? new byte[0] : Arrays.copyOfRange(h.bytes, (int) offset, (int) Math.min(h.bytes.length, offset + length)));
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    objects.put(ObjectKeys.checked(key), held(content));
    return PutOutcome.STORED;
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    return objects.putIfAbsent(ObjectKeys.checked(key), held(content)) == null ? PutOutcome.STORED : PutOutcome.EXISTS;
  }

  private Held held(ObjectContent content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot write object: " + e.getMessage(), e);
    }
    return new Held(out.toByteArray(), clock.instant());
  }

  @Override
  public void delete(String key) {
    objects.remove(ObjectKeys.checked(key));
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    ObjectKeys.checkLimit(limit);
    List<ObjectEntry> page = new ArrayList<>();
    boolean afterPrefix = after.compareTo(prefix) >= 0;
    for (var e : objects.tailMap(afterPrefix ? after : prefix, !afterPrefix).entrySet()) {
      if (page.size() == limit || !e.getKey().startsWith(prefix)) {
        break;
      }
      page.add(new ObjectEntry(e.getKey(), e.getValue().bytes.length, e.getValue().modified));
    }
    return page;
  }
}
