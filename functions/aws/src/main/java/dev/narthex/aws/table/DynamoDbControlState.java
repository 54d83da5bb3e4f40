package dev.narthex.aws.table;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Control items of jobs in a DynamoDB table; its time-to-live attribute is {@code ttl}. */
public final class DynamoDbControlState implements ControlState {
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
}
