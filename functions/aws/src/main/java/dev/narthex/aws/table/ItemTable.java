package dev.narthex.aws.table;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPage;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactDeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * One table of items with string keys {@code pk} and {@code sk}. Reads are strongly consistent.
 *
 * <p>What an error says about a write: a condition that failed at the first attempt means that nothing changed. After a second attempt
 * it may have failed on the first one's own effect, so the outcome is unknown; a transaction carries a request token, by which
 * DynamoDB knows its own repetition, and needs no such doubt. An answer that never came, or a 5xx, is unknown.
 */
final class ItemTable {
  /** One change of a write. */
  sealed interface Change {
    record Put(TableItem item, Condition condition) implements Change {}

    record Delete(ItemKey key, Condition condition) implements Change {}

    /** Stores an item unless one of its version or a newer one is there. */
    record PutNewer(TableItem item) implements Change {}

    /** Removes an item unless it is newer than this one. */
    record DeleteNotNewer(TableItem item) implements Change {}
  }

  /** What one request for several items may ask for. */
  static final int BATCH = 100;

  private static final int BATCH_ATTEMPTS = 5;

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<TableItem> table;

  ItemTable(DynamoDbClient dynamo, String name) {
    client = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamo).extensions(List.of()).build();
    table = client.table(name, TableItemSchema.SCHEMA);
  }

  Optional<TableItem> read(ItemKey key) {
    try {
      return Optional.ofNullable(table.getItem(request -> request.key(key(key)).consistentRead(true)));
    } catch (SdkException e) {
      throw unavailable("read", e);
    }
  }

  /** Those of at most {@value #BATCH} items that are there, in any order. */
  List<TableItem> read(List<ItemKey> keys) {
    List<TableItem> found = new ArrayList<>();
    List<Key> open = keys.stream().map(ItemTable::key).toList();
    try {
      for (int attempt = 0; !open.isEmpty(); attempt++) {
        if (attempt == BATCH_ATTEMPTS) {
          throw new StoreUnavailableException("DynamoDB left " + open.size() + " items of table " + table.tableName() + " unread", new IllegalStateException("throttled"));
        }
        ReadBatch.Builder<TableItem> batch = ReadBatch.builder(TableItem.class).mappedTableResource(table);
        open.forEach(key -> batch.addGetItem(request -> request.key(key).consistentRead(true)));
        List<Key> left = new ArrayList<>();
        for (BatchGetResultPage page : client.batchGetItem(request -> request.readBatches(batch.build()))) {
          found.addAll(page.resultsForTable(table));
          left = page.unprocessedKeysForTable(table);
        }
        open = left;
      }
    } catch (SdkException e) {
      throw unavailable("read", e);
    }
    return found;
  }

  List<TableItem> read(SortRange stretch) {
    try {
      return table.query(request -> request.queryConditional(new Stretch(stretch)).consistentRead(true)).items().stream()
          .filter(item -> stretch.contains(item.sk())).toList();
    } catch (SdkException e) {
      throw unavailable("read", e);
    }
  }

  CommitOutcome write(List<Change> changes) {
    try {
      if (changes.size() == 1) {
        writeOne(changes.getFirst());
      } else {
        writeTogether(changes);
      }
      return CommitOutcome.COMMITTED;
    } catch (TransactionCanceledException e) {
      return cancelled(e);
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return e.numAttempts() != null && e.numAttempts() > 1 ? CommitOutcome.UNKNOWN : CommitOutcome.CONFLICTED;
    } catch (DynamoDbException e) {
      if (e.statusCode() >= 500 || e.isThrottlingException() || "TransactionInProgressException".equals(code(e))) {
        return CommitOutcome.UNKNOWN;
      }
      throw unavailable("write", e);
    } catch (SdkException e) {
      return CommitOutcome.UNKNOWN;
    }
  }

  private void writeOne(Change change) {
    switch (change) {
      case Change.Put(TableItem item, Condition condition) -> {
        Expression expression = expression(condition);
        table.putItem(request -> request.item(item).conditionExpression(expression));
      }
      case Change.Delete(ItemKey key, Condition condition) -> {
        Expression expression = expression(condition);
        table.deleteItem(request -> request.key(key(key)).conditionExpression(expression));
      }
      case Change.PutNewer(TableItem item) -> table.putItem(request -> request.item(item).conditionExpression(version("attribute_not_exists(pk) OR #v < :v", item.v())));
      case Change.DeleteNotNewer(TableItem item) ->
          table.deleteItem(request -> request.key(key(new ItemKey(item.pk(), item.sk()))).conditionExpression(version("attribute_not_exists(pk) OR #v <= :v", item.v())));
    }
  }

  private void writeTogether(List<Change> changes) {
    TransactWriteItemsEnhancedRequest.Builder transaction = TransactWriteItemsEnhancedRequest.builder();
    for (Change change : changes) {
      switch (change) {
        case Change.Put(TableItem item, Condition condition) -> transaction.addPutItem(table,
            TransactPutItemEnhancedRequest.builder(TableItem.class).item(item).conditionExpression(expression(condition)).build());
        case Change.Delete(ItemKey key, Condition condition) -> transaction.addDeleteItem(table,
            TransactDeleteItemEnhancedRequest.builder().key(key(key)).conditionExpression(expression(condition)).build());
        case Change.PutNewer _, Change.DeleteNotNewer _ -> throw new IllegalArgumentException("such a change stands alone");
      }
    }
    client.transactWriteItems(transaction.build());
  }

  private CommitOutcome cancelled(TransactionCanceledException e) {
    for (CancellationReason reason : e.cancellationReasons()) {
      String code = reason.code();
      if (code.equals("ValidationError") || code.equals("ItemCollectionSizeLimitExceeded")) {
        throw unavailable("write", e);
      }
    }
    // A failed condition, another transaction or throttling: in each case nothing changed.
    return CommitOutcome.CONFLICTED;
  }

  private static Key key(ItemKey key) {
    return Key.builder().partitionValue(AttributeValue.fromS(key.partition())).sortValue(AttributeValue.fromS(key.sort())).build();
  }

  private static @Nullable Expression expression(Condition condition) {
    return switch (condition) {
      case Condition.None() -> null;
      case Condition.Absent() -> Expression.builder().expression("attribute_not_exists(pk)").build();
      case Condition.Version(long version) -> version("#v = :v", version);
    };
  }

  private static Expression version(String expression, long version) {
    return Expression.builder().expression(expression).expressionNames(Map.of("#v", "v")).expressionValues(Map.of(":v", AttributeValue.fromN(Long.toString(version)))).build();
  }

  private static String code(DynamoDbException e) {
    return e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
  }

  private StoreUnavailableException unavailable(String what, SdkException e) {
    return new StoreUnavailableException("DynamoDB could not " + what + " table " + table.tableName() + ": " + e.getMessage(), e);
  }
}
