package dev.narthex.aws.wire;

import dev.narthex.aws.client.AwsClients;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where S3, DynamoDB and SQS listen, with clients for tests and makers of fresh buckets, tables and queues. Each make has a name of
 * its own, so suites may share one set of emulators. Clients are safe for use by several threads and are never closed by a test.
 */
public final class Wire {
  static final String ACCESS_KEY = "local";
  static final String SECRET_KEY = "local-secret";
  private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  private final Map<String, String> environment;
  private final AwsClients clients;

  Wire(URI s3, URI dynamo, URI sqs) {
    environment = new TreeMap<>(Map.of("AWS_ENDPOINT_URL_S3", s3.toString(), "AWS_ENDPOINT_URL_DYNAMODB", dynamo.toString(),
        "AWS_ENDPOINT_URL_SQS", sqs.toString(), "AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
    clients = AwsClients.create(environment, CREDENTIALS);
  }

  /** @return all clients, as functions have them */
  public AwsClients clients() {
    return clients;
  }

  /** @return the client for S3 */
  public S3Client s3() {
    return clients.s3();
  }

  /** @return another client for S3: the first answer to each change of an object is lost after it took effect, and asked for again */
  public S3Client s3LosingFirstAnswers() {
    return S3Client.builder().region(Region.of("us-east-1")).forcePathStyle(true).endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
        .credentialsProvider(CREDENTIALS).overrideConfiguration(override -> override.addExecutionInterceptor(new FirstAnswerLost())).build();
  }

  /** @return the client for DynamoDB */
  public DynamoDbClient dynamo() {
    return clients.dynamo();
  }

  /** @return the client for SQS */
  public SqsClient sqs() {
    return clients.sqs();
  }

  /** @return the name of a new empty bucket */
  public String newBucket() {
    String name = "narthex-" + UUID.randomUUID();
    s3().createBucket(request -> request.bucket(name));
    return name;
  }

  /** @return the name of a new empty table with string keys {@code pk} and {@code sk} */
  public String newTable() {
    String name = "narthex-" + UUID.randomUUID();
    dynamo().createTable(request -> request.tableName(name).billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(key("pk"), key("sk"))
        .keySchema(KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build(),
            KeySchemaElement.builder().attributeName("sk").keyType(KeyType.RANGE).build()));
    return name;
  }

  private static AttributeDefinition key(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
  }

  /** @return the URL of a new empty queue */
  public String newQueue() {
    return sqs().createQueue(request -> request.queueName("narthex-" + UUID.randomUUID())).queueUrl();
  }

  /** @return the environment that leads an SDK in another process here: endpoints, region, credentials */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }
}
