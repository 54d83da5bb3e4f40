package dev.narthex.tsdb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeteredObjectStoreTest extends ObjectStoreContract {
  private final RequestLog log = new RequestLog();

  @Override
  protected ObjectStore store() {
    return new MeteredObjectStore(new MemoryObjectStore(() -> Instant.ofEpochSecond(1000)), log);
  }

  @Test
  void countsRequestsAndBytesByKind() {
    ObjectStore store = store();
    store.putIfAbsent("a", ObjectContent.of(new byte[100]));
    store.range("a", 10, 50);
    store.get("a");
    store.get("b");
    store.list("", "", 5);
    store.delete("a");
    assertThat(log.requests(RequestKind.OBJECT_PUT)).isEqualTo(1);
    assertThat(log.bytes(RequestKind.OBJECT_PUT)).isEqualTo(100);
    assertThat(log.requests(RequestKind.OBJECT_GET)).isEqualTo(3);
    assertThat(log.bytes(RequestKind.OBJECT_GET)).isEqualTo(150);
    assertThat(log.requests(RequestKind.OBJECT_LIST)).isEqualTo(1);
    assertThat(log.requests(RequestKind.OBJECT_DELETE)).isEqualTo(1);
    log.reset();
    assertThat(log.requests(RequestKind.OBJECT_GET)).isZero();
  }
}
