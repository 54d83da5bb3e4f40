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
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * The state table of another member. Reads are asked once more over a new connection when one breaks; a change whose connection breaks
 * has an unknown outcome.
 */
final class SharedState implements ControlState, AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Supplier<ListenAddress> host;
  private final Deque<Gate.Connection> idle = new ConcurrentLinkedDeque<>();

  SharedState(Supplier<ListenAddress> host) {
    this.host = host;
  }

  private interface Request<T> {
    T make(Gate.Connection connection) throws IOException;
  }

  private <T> T ask(Request<T> request) throws IOException {
    Gate.Connection connection = idle.poll();
    if (connection == null) {
      connection = Membership.connect(host.get());
      connection.socket().setSoTimeout(PATIENCE_MILLIS);
      StateWire.writeHello(connection.out(), StateWire.STATE);
    }
    try {
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
    return read(connection -> StateWire.items(connection.in(), connection.out(), keys));
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
    try {
      return ask(connection -> StateWire.change(connection.in(), connection.out(), changes));
    } catch (IOException e) {
      drop();
      return Collections.nCopies(changes.size(), CommitOutcome.UNKNOWN);
    }
  }

  @Override
  public void close() {
    drop();
  }
}
