package dev.narthex.aws.table;

import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Rule state in the state table: an item's {@code v} is the last tick, its {@code d} the object's key. */
public final class DynamoDbRuleState implements RuleState {
  private final ItemTable table;

  public DynamoDbRuleState(DynamoDbClient dynamo, String tableName) {
    table = new ItemTable(dynamo, tableName);
  }

  @Override
  public Optional<Entry> read(String tenant, String batch) {
    return table.read(new ItemKey(partition(tenant), ObjectKeys.segment(batch))).map(DynamoDbRuleState::entry);
  }

  @Override
  public List<Entry> all(String tenant) {
    return table.read(SortRange.all(partition(tenant))).stream().map(DynamoDbRuleState::entry).toList();
  }

  @Override
  public boolean advance(String tenant, Entry entry) {
    return changed(table.write(List.of(new ItemTable.Change.PutNewer(item(tenant, entry)))));
  }

  @Override
  public void remove(String tenant, Entry entry) {
    changed(table.write(List.of(new ItemTable.Change.DeleteNotNewer(item(tenant, entry)))));
  }

  private static boolean changed(CommitOutcome outcome) {
    return switch (outcome) {
      case COMMITTED -> true;
      case CONFLICTED -> false;
      case UNKNOWN -> throw new StoreUnavailableException("it is unknown whether the rule state was stored; the job runs again");
    };
  }

  private static TableItem item(String tenant, Entry entry) {
    return new TableItem(partition(tenant), ObjectKeys.segment(entry.batch()), entry.lastTick(), SdkBytes.fromUtf8String(entry.object()), null);
  }

  private static Entry entry(TableItem item) {
    return new Entry(ObjectKeys.text(item.sk()), item.v(), item.d().asUtf8String());
  }

  private static String partition(String tenant) {
    return ObjectKeys.segment(tenant) + "#rule";
  }
}
