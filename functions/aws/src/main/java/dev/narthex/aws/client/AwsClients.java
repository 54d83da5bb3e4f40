package dev.narthex.aws.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK clients of one process. Credentials are asked for at each request from the process environment or, under SnapStart, from the
 * container endpoint, so a snapshot holds none that matter. The HTTP client is the JDK's {@code HttpURLConnection}: a third of the
 * start-up time of the others. Its idle connections die by age, also over a snapshot, and the SDK tries again on a dead one.
 *
 * <p>The client of queues is built when it is first asked for: half of the functions seldom send anything.
 *
 * <p>{@code AWS_ENDPOINT_URL} and its per-service forms lead elsewhere (LocalStack, emulators); S3 is then addressed by path.
 */
public record AwsClients(S3Client s3, DynamoDbClient dynamo, Supplier<SqsClient> queues) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  /** Clients by the variables that Lambda sets. */
  public static AwsClients from(Map<String, String> environment) {
    return create(environment, credentials());
  }

  private static AwsCredentialsProvider credentials() {
    return AwsCredentialsProviderChain.builder().reuseLastProviderEnabled(false)
        .credentialsProviders(EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create()).build();
  }

  /** A client for secrets, which few functions need. */
  public static SecretsManagerClient secrets(Map<String, String> environment) {
    var secrets = SecretsManagerClient.builder().region(region(environment)).credentialsProvider(credentials()).httpClient(http());
    endpoint(environment, "SECRETS_MANAGER").ifPresent(secrets::endpointOverride);
    return secrets.build();
  }

  /**
   * A client for notifications.
   *
   * @param endpoint of the configuration; empty = the environment's, else the region's own
   * @param credentials empty = those of the process
   */
  public static SnsClient sns(Map<String, String> environment, String region, String endpoint, Optional<AwsCredentialsProvider> credentials) {
    var sns = SnsClient.builder().region(Region.of(region)).credentialsProvider(credentials.orElseGet(AwsClients::credentials)).httpClient(http())
        .overrideConfiguration(o -> o.apiCallTimeout(READ_TIMEOUT));
    if (endpoint.isEmpty()) {
      endpoint(environment, "SNS").ifPresent(sns::endpointOverride);
    } else {
      sns.endpointOverride(URI.create(endpoint));
    }
    return sns.build();
  }

  /**
   * A client that asks for roles.
   *
   * @param credentials empty = those of the process
   */
  public static StsClient sts(Map<String, String> environment, String region, Optional<AwsCredentialsProvider> credentials) {
    var sts = StsClient.builder().region(Region.of(region)).credentialsProvider(credentials.orElseGet(AwsClients::credentials)).httpClient(http())
        .overrideConfiguration(o -> o.apiCallTimeout(READ_TIMEOUT));
    endpoint(environment, "STS").ifPresent(sts::endpointOverride);
    return sts.build();
  }

  /** Clients by variables, with credentials from elsewhere. */
  public static AwsClients create(Map<String, String> environment, AwsCredentialsProvider credentials) {
    return create(environment, credentials, http());
  }

  static AwsClients create(Map<String, String> environment, AwsCredentialsProvider credentials, SdkHttpClient http) {
    Region region = region(environment);
    S3ClientBuilder s3 = S3Client.builder().overrideConfiguration(o -> o.addExecutionInterceptor(new WithoutExpectContinue()))
        .region(region).credentialsProvider(credentials).httpClient(http);
    endpoint(environment, "S3").ifPresent(there -> s3.endpointOverride(there).forcePathStyle(true));
    var dynamo = DynamoDbClient.builder().region(region).credentialsProvider(credentials).httpClient(http);
    endpoint(environment, "DYNAMODB").ifPresent(dynamo::endpointOverride);
    return new AwsClients(s3.build(), dynamo.build(), new Lazily<>(() -> sqs(environment, region, credentials, http)));
  }

  private static SqsClient sqs(Map<String, String> environment, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
    var sqs = SqsClient.builder().region(region).credentialsProvider(credentials).httpClient(http);
    endpoint(environment, "SQS").ifPresent(sqs::endpointOverride);
    return sqs.build();
  }

  /** The client of queues. */
  public SqsClient sqs() {
    return queues.get();
  }

  private static Region region(Map<String, String> environment) {
    return Region.of(Optional.ofNullable(environment.get("AWS_REGION")).orElseThrow(
        () -> new IllegalStateException("the environment variable AWS_REGION is not set: it names the region of the bucket, tables and queues")));
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(READ_TIMEOUT).build();
  }

  private static Optional<URI> endpoint(Map<String, String> environment, String service) {
    return Optional.ofNullable(environment.getOrDefault("AWS_ENDPOINT_URL_" + service, environment.get("AWS_ENDPOINT_URL"))).map(URI::create);
  }
}
