package dev.narthex.aws.table;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * An item of either table as DynamoDB stores it.
 *
 * @param pk partition key
 * @param sk sort key
 * @param v version
 * @param d bytes
 * @param ttl epoch seconds after which DynamoDB may drop the item; the attribute is absent when null
 */
record TableItem(String pk, String sk, long v, SdkBytes d, @Nullable Long ttl) {
  static final TableSchema<TableItem> SCHEMA = StaticImmutableTableSchema.builder(TableItem.class, Builder.class)
      .newItemBuilder(Builder::new, Builder::build)
      .addAttribute(String.class, attribute -> attribute.name("pk").getter(TableItem::pk).setter((item, value) -> item.pk = value)
          .tags(StaticAttributeTags.primaryPartitionKey()))
      .addAttribute(String.class, attribute -> attribute.name("sk").getter(TableItem::sk).setter((item, value) -> item.sk = value)
          .tags(StaticAttributeTags.primarySortKey()))
      .addAttribute(Long.class, attribute -> attribute.name("v").getter(TableItem::v).setter((item, value) -> item.v = value))
      .addAttribute(SdkBytes.class, attribute -> attribute.name("d").getter(TableItem::d).setter((item, value) -> item.d = value))
      .addAttribute(Long.class, attribute -> attribute.name("ttl").getter(TableItem::ttl).setter((item, value) -> item.ttl = value))
      .build();

  /** What the schema fills while it reads an item; items of other programs may lack attributes. */
  static final class Builder {
    private String pk = "";
    private String sk = "";
    private long v;
    private SdkBytes d = SdkBytes.fromByteArrayUnsafe(new byte[0]);
    private @Nullable Long ttl;

    TableItem build() {
      return new TableItem(pk, sk, v, d, ttl);
    }
  }
}
