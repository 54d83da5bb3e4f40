package dev.narthex.aws.table;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Control items of jobs in a DynamoDB table; its time-to-live attribute is {@code ttl}. */
public final class DynamoDbControlState implements ControlState {
  private static final int PARALLEL = 32;

  private final ItemTable table;

  public DynamoDbControlState(DynamoDbClient dynamo, String tableName) {
    table = new ItemTable(dynamo, tableName);
  }

  @Override
  public Optional<ControlItem> read(ItemKey key) {
    return table.read(key).map(DynamoDbControlState::item);
  }

  @Override
  public List<ControlItem> read(SortRange stretch) {
    return table.read(stretch).stream().map(DynamoDbControlState::item).toList();
  }

  private static ControlItem item(TableItem item) {
    @Nullable Long ttl = item.ttl();
    return new ControlItem(new ItemKey(item.pk(), item.sk()), item.v(), item.d().asByteArrayUnsafe(), ttl == null ? 0 : ttl);
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    @Nullable Long ttl = item.expiresAtSeconds() == 0 ? null : item.expiresAtSeconds();
    return table.write(List.of(new ItemTable.Change.Put(new TableItem(item.key().partition(), item.key().sort(), item.version(),
        SdkBytes.fromByteArrayUnsafe(item.data()), ttl), condition)));
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    return table.write(List.of(new ItemTable.Change.Delete(key, condition)));
  }

  /** One item is asked for like any other single one: a request of another kind makes the SDK load some hundred classes more. */
  @Override
  public List<ControlItem> read(List<ItemKey> keys) {
    if (keys.size() == 1) {
      return read(keys.getFirst()).stream().toList();
    }
    Map<ItemKey, ControlItem> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += ItemTable.BATCH) {
      for (TableItem item : table.read(keys.subList(from, Math.min(keys.size(), from + ItemTable.BATCH)))) {
        ControlItem control = item(item);
        found.put(control.key(), control);
      }
    }
    return keys.stream().flatMap(key -> Stream.ofNullable(found.get(key))).toList();
  }

  /** Conditional writes cannot be batched, but they can go out together. */
  @Override
  public List<CommitOutcome> change(List<ControlChange> changes) {
    if (changes.size() <= 1) {
      return ControlState.super.change(changes);
    }
    Semaphore room = new Semaphore(PARALLEL);
    List<Future<CommitOutcome>> under = new ArrayList<>(changes.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ControlChange change : changes) {
        under.add(
            threads.submit(
                () -> {
                  room.acquire();
                  try {
                    return ControlState.super.change(List.of(change)).getFirst();
                  } finally {
                    room.release();
                  }
                }));
      }
    }
    List<CommitOutcome> outcomes = new ArrayList<>(changes.size());
    for (Future<CommitOutcome> future : under) {
      switch (future.state()) {
        case SUCCESS -> outcomes.add(future.resultNow());
        case FAILED, CANCELLED, RUNNING -> throw unavailable(future);
      }
    }
    return outcomes;
  }

  private static StoreUnavailableException unavailable(Future<CommitOutcome> future) {
    if (future.state() == Future.State.FAILED) {
      return future.exceptionNow() instanceof StoreUnavailableException known
          ? known
          : new StoreUnavailableException("DynamoDB could not take a change: " + future.exceptionNow().getMessage(), future.exceptionNow());
    }
    return new StoreUnavailableException("a change for DynamoDB was cut off", new InterruptedException());
  }
}
