package dev.narthex.aws.wire;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
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
  private final URI s3Endpoint;
  private final URI dynamoEndpoint;
  private final URI sqsEndpoint;
  private final S3Client s3;
  private final DynamoDbClient dynamo;
  private final SqsClient sqs;

  Wire(URI s3Endpoint, URI dynamoEndpoint, URI sqsEndpoint) {
    this.s3Endpoint = s3Endpoint;
    this.dynamoEndpoint = dynamoEndpoint;
    this.sqsEndpoint = sqsEndpoint;
    StaticCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    s3 = S3Client.builder().endpointOverride(s3Endpoint).region(Region.US_EAST_1).credentialsProvider(credentials).forcePathStyle(true)
        .httpClient(UrlConnectionHttpClient.create()).build();
    dynamo = DynamoDbClient.builder().endpointOverride(dynamoEndpoint).region(Region.US_EAST_1).credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create()).build();
    sqs = SqsClient.builder().endpointOverride(sqsEndpoint).region(Region.US_EAST_1).credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create()).build();
  }

  /** @return the client for S3 */
  public S3Client s3() {
    return s3;
  }

  /** @return the client for DynamoDB */
  public DynamoDbClient dynamo() {
    return dynamo;
  }

  /** @return the client for SQS */
  public SqsClient sqs() {
    return sqs;
  }

  /** @return the name of a new empty bucket */
  public String newBucket() {
    String name = "narthex-" + UUID.randomUUID();
    s3.createBucket(request -> request.bucket(name));
    return name;
  }

  /** @return the name of a new empty table with string keys {@code pk} and {@code sk} */
  public String newTable() {
    String name = "narthex-" + UUID.randomUUID();
    dynamo.createTable(request -> request.tableName(name).billingMode(BillingMode.PAY_PER_REQUEST)
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
    return sqs.createQueue(request -> request.queueName("narthex-" + UUID.randomUUID())).queueUrl();
  }

  /** @return the environment that leads an SDK in another process here: endpoints, region, credentials */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("AWS_ENDPOINT_URL_S3", s3Endpoint.toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoEndpoint.toString());
    environment.put("AWS_ENDPOINT_URL_SQS", sqsEndpoint.toString());
    environment.put("AWS_REGION", Region.US_EAST_1.id());
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    return environment;
  }
}
