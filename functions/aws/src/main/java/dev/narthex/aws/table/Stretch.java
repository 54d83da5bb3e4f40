package dev.narthex.aws.table;

import dev.narthex.tsdb.catalog.SortRange;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The condition of a query for a stretch of a partition, written out: the SDK's own ones need its {@code Key}, which loads converters for all types
 * of the JDK. DynamoDB's BETWEEN includes its upper end, a stretch does not.
 */
record Stretch(SortRange range) implements QueryConditional {
  /** Below every sort key, which are printable ASCII; DynamoDB takes no empty key value. */
  private static final String LOWEST = "!";

  @Override
  public Expression expression(TableSchema<?> schema, String index) {
    AttributeValue partition = AttributeValue.fromS(range.partition());
    AttributeValue from = AttributeValue.fromS(range.from().isEmpty() ? LOWEST : range.from());
    return range.before().isEmpty()
        ? Expression.builder().expression("pk = :p AND sk >= :f").expressionValues(Map.of(":p", partition, ":f", from)).build()
        : Expression.builder().expression("pk = :p AND sk BETWEEN :f AND :b")
            .expressionValues(Map.of(":p", partition, ":f", from, ":b", AttributeValue.fromS(range.before()))).build();
  }
}
