package dev.narthex.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Where requests go and what they are signed for, as no emulator asks. */
class AwsEndpointsTest {
  /** Keeps the last request and sends none. */
  private static final class Seen implements SdkHttpClient {
    private SdkHttpRequest last = SdkHttpRequest.builder().protocol("http").host("none").method(software.amazon.awssdk.http.SdkHttpMethod.GET).build();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      last = request.httpRequest();
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new IOException("nothing is sent here");
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}

    void holds(String host, String scope) {
      assertThat(last.protocol() + "://" + last.host()).isEqualTo("https://" + host);
      assertThat(last.firstMatchingHeader("Authorization").orElse("")).contains(scope);
    }
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,amazonaws.com,s3.amazonaws.com", "eu-central-1,amazonaws.com,s3.eu-central-1.amazonaws.com",
    "us-gov-west-1,amazonaws.com,s3.us-gov-west-1.amazonaws.com", "cn-north-1,amazonaws.com.cn,s3.cn-north-1.amazonaws.com.cn"})
  void everyServiceIsAskedInItsRegion(String region, String domain, String s3) {
    Seen seen = new Seen();
    AwsClients clients = AwsClients.create(Map.of("AWS_REGION", region), StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")), seen);
    assertThatThrownBy(() -> clients.s3().getObject(get -> get.bucket("bucket").key("key"))).isInstanceOf(SdkException.class);
    seen.holds("bucket." + s3, "/" + region + "/s3/aws4_request");
    assertThatThrownBy(() -> clients.dynamo().getItem(get -> get.tableName("table").key(Map.of("pk", AttributeValue.fromS("a"))))).isInstanceOf(SdkException.class);
    seen.holds("dynamodb." + region + "." + domain, "/" + region + "/dynamodb/aws4_request");
    String queue = "https://sqs." + region + "." + domain + "/1/queue";
    assertThatThrownBy(() -> clients.sqs().sendMessage(send -> send.queueUrl(queue).messageBody("job"))).isInstanceOf(SdkException.class);
    seen.holds("sqs." + region + "." + domain, "/" + region + "/sqs/aws4_request");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,amazonaws.com", "eu-central-1,amazonaws.com", "us-gov-west-1,amazonaws.com", "cn-north-1,amazonaws.com.cn"})
  void soIsWhatOnlySomeFunctionsAsk(String region, String domain) {
    Seen seen = new Seen();
    SnsClient sns = ready(SnsClient.builder(), region, seen);
    assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn("arn:aws:sns:" + region + ":1:topic").message("page"))).isInstanceOf(SdkException.class);
    seen.holds("sns." + region + "." + domain, "/" + region + "/sns/aws4_request");
    StsClient sts = ready(StsClient.builder(), region, seen);
    assertThatThrownBy(() -> sts.assumeRole(assume -> assume.roleArn("arn:aws:iam::1:role/pager").roleSessionName("narthex"))).isInstanceOf(SdkException.class);
    seen.holds("sts." + region + "." + domain, "/" + region + "/sts/aws4_request");
    SecretsManagerClient secrets = ready(SecretsManagerClient.builder(), region, seen);
    assertThatThrownBy(() -> secrets.getSecretValue(get -> get.secretId("tokens"))).isInstanceOf(SdkException.class);
    seen.holds("secretsmanager." + region + "." + domain, "/" + region + "/secretsmanager/aws4_request");
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C ready(B builder, String region, Seen seen) {
    return builder.region(Region.of(region)).credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))).httpClient(seen).build();
  }

  /** The list of all services costs a start a tenth of a second; this fails when an update of the SDK keeps it elsewhere. */
  @Test
  void theListOfAllServicesIsNotLoaded() {
    assertThat(ServiceMetadata.of("s3").getClass().getSimpleName()).isEqualTo("DefaultServiceMetadata");
  }
}
