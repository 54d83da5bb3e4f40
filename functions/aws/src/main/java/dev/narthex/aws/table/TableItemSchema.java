package dev.narthex.aws.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableMetadata;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How an item of either table is stored, written out: the SDK's builder of schemas makes some sixty classes more at each start. Items of other
 * programs may lack attributes.
 */
final class TableItemSchema implements TableSchema<TableItem> {
  static final TableItemSchema SCHEMA = new TableItemSchema();
  private static final SdkBytes NONE = SdkBytes.fromByteArrayUnsafe(new byte[0]);

  private final TableMetadata metadata = StaticTableMetadata.builder().addIndexPartitionKey(TableMetadata.primaryIndexName(), "pk", AttributeValueType.S)
      .addIndexSortKey(TableMetadata.primaryIndexName(), "sk", AttributeValueType.S).build();

  private TableItemSchema() {}

  @Override
  public TableItem mapToItem(Map<String, AttributeValue> values) {
    AttributeValue d = values.get("d");
    return new TableItem(text(values.get("pk")), text(values.get("sk")), number(values.get("v")), d == null || d.b() == null ? NONE : d.b(),
        values.containsKey("ttl") ? Long.valueOf(number(values.get("ttl"))) : null);
  }

  private static String text(@Nullable AttributeValue value) {
    return value == null || value.s() == null ? "" : value.s();
  }

  private static long number(@Nullable AttributeValue value) {
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }

  @Override
  public Map<String, AttributeValue> itemToMap(TableItem item, boolean ignoreNulls) {
    return itemToMap(item, attributeNames());
  }

  @Override
  public Map<String, AttributeValue> itemToMap(TableItem item, Collection<String> attributes) {
    Map<String, AttributeValue> values = new HashMap<>();
    for (String attribute : attributes) {
      AttributeValue value = attributeValue(item, attribute);
      if (value != null) {
        values.put(attribute, value);
      }
    }
    return values;
  }

  @Override
  public @Nullable AttributeValue attributeValue(TableItem item, String attribute) {
    @Nullable Long ttl = item.ttl();
    return switch (attribute) {
      case "pk" -> AttributeValue.fromS(item.pk());
      case "sk" -> AttributeValue.fromS(item.sk());
      case "v" -> AttributeValue.fromN(Long.toString(item.v()));
      case "d" -> AttributeValue.fromB(item.d());
      case "ttl" -> ttl == null ? null : AttributeValue.fromN(ttl.toString());
      default -> null;
    };
  }

  @Override
  public TableMetadata tableMetadata() {
    return metadata;
  }

  @Override
  public EnhancedType<TableItem> itemType() {
    return EnhancedType.of(TableItem.class);
  }

  @Override
  public List<String> attributeNames() {
    return List.of("pk", "sk", "v", "d", "ttl");
  }

  @Override
  public boolean isAbstract() {
    return false;
  }
}
