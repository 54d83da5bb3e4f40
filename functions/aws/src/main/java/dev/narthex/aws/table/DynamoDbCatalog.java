package dev.narthex.aws.table;

import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The block catalogue in a DynamoDB table. Stretches are queried side by side, at most {@link #PARALLEL} at a time. */
public final class DynamoDbCatalog implements Catalog {
  private static final int PARALLEL = 32;
  private final ItemTable table;
  private final Semaphore slots = new Semaphore(PARALLEL);

  public DynamoDbCatalog(DynamoDbClient dynamo, String tableName) {
    table = new ItemTable(dynamo, tableName);
  }

  @Override
  public List<List<CatalogItem>> read(List<SortRange> stretches) {
    if (stretches.size() < 2) {
      return stretches.stream().map(this::stretch).toList();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<CatalogItem>>> running = stretches.stream().map(stretch -> threads.submit(() -> bounded(stretch))).toList();
      List<List<CatalogItem>> answer = new ArrayList<>(stretches.size());
      for (Future<List<CatalogItem>> stretch : running) {
        answer.add(stretch.get());
      }
      return answer;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreUnavailableException("the catalogue could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while reading the catalogue", e);
    }
  }

  private List<CatalogItem> bounded(SortRange stretch) throws InterruptedException {
    slots.acquire();
    try {
      return stretch(stretch);
    } finally {
      slots.release();
    }
  }

  private List<CatalogItem> stretch(SortRange stretch) {
    return table.read(stretch).stream().map(item -> new CatalogItem(new ItemKey(item.pk(), item.sk()), item.v(), item.d().asByteArrayUnsafe())).toList();
  }

  @Override
  public CommitOutcome commit(List<CatalogChange> changes) {
    MemoryCatalog.checkChanges(changes);
    return table.write(changes.stream().map(DynamoDbCatalog::change).toList());
  }

  private static ItemTable.Change change(CatalogChange change) {
    return switch (change) {
      case CatalogChange.Put put -> new ItemTable.Change.Put(new TableItem(put.key().partition(), put.key().sort(), put.item().version(),
          SdkBytes.fromByteArrayUnsafe(put.item().data()), null), put.condition());
      case CatalogChange.Delete delete -> new ItemTable.Change.Delete(delete.key(), delete.condition());
    };
  }
}
