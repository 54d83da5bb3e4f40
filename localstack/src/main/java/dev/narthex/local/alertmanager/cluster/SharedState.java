package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The state table of another member. Reads are asked once more over a new connection when one breaks; a change whose connection breaks
 * has an unknown outcome. At most {@value #MOST_CONNECTIONS} requests are under way at a time, others wait.
 */
final class SharedState implements ControlState, AutoCloseable {
  /** What a request holds at most, but for one item more. */
  static final long PORTION_BYTES = 8 << 20;

  private static final int PORTION_KEYS = 4_096;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOST_CONNECTIONS = 32;

  /** A partition with every alert of a very large router. */
  private static final long ANSWER_BYTES = 1 << 30;

  private final Supplier<ListenAddress> host;
  private final String label;
  private final Deque<Gate.Connection> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore free = new Semaphore(MOST_CONNECTIONS);

  SharedState(Supplier<ListenAddress> host, String label) {
    this.host = host;
    this.label = label;
  }

  private interface Request<T> {
    T make(Gate.Connection connection) throws IOException;
  }

  private <T> T ask(Request<T> request) throws IOException {
    free.acquireUninterruptibly();
    try {
      return askNow(request);
    } finally {
      free.release();
    }
  }

  private <T> T askNow(Request<T> request) throws IOException {
    Gate.Connection connection = idle.poll();
    if (connection == null) {
      connection = Membership.connect(host.get());
      connection.socket().setSoTimeout(PATIENCE_MILLIS);
      StateWire.writeHello(connection.out(), StateWire.STATE, label);
    }
    try {
      connection.allowance().renew(ANSWER_BYTES);
      T answer = request.make(connection);
      idle.push(connection);
      return answer;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private <T> T read(Request<T> request) {
    try {
      return ask(request);
    } catch (IOException e) {
      drop();
    }
    try {
      return ask(request);
    } catch (IOException e) {
      throw new StoreUnavailableException("the member at " + host.get() + ", which hosts the state, does not answer: " + e.getMessage(), e);
    }
  }

  /** Connections to a host that broke are as good as broken. */
  private void drop() {
    for (Gate.Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }

  @Override
  public Optional<ControlItem> read(ItemKey key) {
    return read(List.of(key)).stream().findFirst();
  }

  @Override
  public List<ControlItem> read(SortRange stretch) {
    return read(connection -> StateWire.range(connection.in(), connection.out(), stretch));
  }

  @Override
  public List<ControlItem> read(List<ItemKey> keys) {
    List<ControlItem> items = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += PORTION_KEYS) {
      List<ItemKey> portion = keys.subList(from, Math.min(keys.size(), from + PORTION_KEYS));
      items.addAll(read(connection -> StateWire.items(connection.in(), connection.out(), portion)));
    }
    return items;
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    return change(List.of(new ControlChange.Put(item, condition))).getFirst();
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    return change(List.of(new ControlChange.Delete(key, condition))).getFirst();
  }

  @Override
  public List<CommitOutcome> change(List<ControlChange> changes) {
    List<CommitOutcome> outcomes = new ArrayList<>(changes.size());
    while (outcomes.size() < changes.size()) {
      List<ControlChange> portion = portion(changes.subList(outcomes.size(), changes.size()));
      try {
        outcomes.addAll(ask(connection -> StateWire.change(connection.in(), connection.out(), portion)));
      } catch (IOException e) {
        drop();
        outcomes.addAll(Collections.nCopies(portion.size(), CommitOutcome.UNKNOWN));
      }
    }
    return outcomes;
  }

  /** As many of the first changes as go into one request. */
  private static List<ControlChange> portion(List<ControlChange> changes) {
    long bytes = 0;
    int count = 0;
    for (; count < changes.size() && count < PORTION_KEYS && bytes < PORTION_BYTES; count++) {
      bytes += changes.get(count) instanceof ControlChange.Put put ? put.item().data().length : 0;
    }
    return changes.subList(0, count);
  }

  @Override
  public void close() {
    drop();
  }
}
