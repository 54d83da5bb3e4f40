package dev.narthex.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the adapters rely on is true of the emulators; a newer version that is not shows here first. */
@ExtendWith(WireExtension.class)
class WireTest {
  @Test
  void s3PutsOnlyWhenAbsent(Wire wire) {
    String bucket = wire.newBucket();
    // without the condition, because the SDK's second attempt after a lost answer would meet the first one's object
    wire.s3().putObject(put -> put.bucket(bucket).key("a/b"), RequestBody.fromString("one"));
    assertThatThrownBy(() -> wire.s3().putObject(put -> put.bucket(bucket).key("a/b").ifNoneMatch("*"), RequestBody.fromString("two")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(wire.s3().getObjectAsBytes(get -> get.bucket(bucket).key("a/b").range("bytes=1-1")).asUtf8String()).isEqualTo("n");
  }

  @Test
  void dynamoRefusesConditionsAndCancelsTransactions(Wire wire) {
    String table = wire.newTable();
    Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("s"));
    wire.dynamo().putItem(put -> put.tableName(table).item(item));
    assertThatThrownBy(() -> wire.dynamo().putItem(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
    Put refused = Put.builder().tableName(table).item(item).conditionExpression("attribute_not_exists(pk)").build();
    Put other = Put.builder().tableName(table).item(Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("t"))).build();
    assertThatThrownBy(() -> wire.dynamo().transactWriteItems(write -> write.transactItems(
        TransactWriteItem.builder().put(other).build(), TransactWriteItem.builder().put(refused).build())))
        .isInstanceOfSatisfying(TransactionCanceledException.class, e ->
            assertThat(e.cancellationReasons()).extracting("code").containsExactly("None", "ConditionalCheckFailed"));
    assertThat(wire.dynamo().query(query -> query.tableName(table).keyConditionExpression("pk = :p")
        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS("p")))).items()).hasSize(1);
  }

  @Test
  void sqsDeliversWhatWasSent(Wire wire) {
    String queue = wire.newQueue();
    wire.sqs().sendMessage(send -> send.queueUrl(queue).messageBody("hello"));
    assertThat(wire.sqs().receiveMessage(receive -> receive.queueUrl(queue).waitTimeSeconds(5)).messages())
        .extracting("body").containsExactly("hello");
  }
}
