package dev.narthex.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.yaml.YamlParser;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;

/** Where discovery's requests go and what they are signed for: the list of services that the SDK keeps is not there (decision 0008). */
class DiscoveryEndpointsTest {
  /** Keeps a request when it is signed, and ends it. */
  private static final class Seen implements ExecutionInterceptor {
    private SdkHttpRequest last = SdkHttpRequest.builder().protocol("http").host("none").method(software.amazon.awssdk.http.SdkHttpMethod.GET).build();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
      last = context.httpRequest();
      throw new CancellationException("nothing is sent here");
    }
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> void asks(B builder, String region, Consumer<C> question, String host, String service) {
    Seen seen = new Seen();
    String yaml = "{region: " + region + ", access_key: AKIDEXAMPLE, secret_key: shhh}";
    AwsDiscoveryConfig config = AwsDiscoveryConfig.read("ec2_sd_configs", YamlParser.parse("prometheus.yml", yaml));
    C client = new AwsAccess(config, Map.of()).client(builder.overrideConfiguration(o -> o.addExecutionInterceptor(seen)), "");
    assertThatThrownBy(() -> question.accept(client)).hasStackTraceContaining("nothing is sent here");
    assertThat(seen.last.protocol() + "://" + seen.last.host()).isEqualTo("https://" + host);
    assertThat(seen.last.firstMatchingHeader("Authorization").orElse("")).contains("/" + region + "/" + service + "/aws4_request");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,amazonaws.com", "eu-central-1,amazonaws.com", "us-gov-west-1,amazonaws.com", "cn-north-1,amazonaws.com.cn"})
  void everyServiceIsAskedInItsRegion(String region, String domain) {
    String there = "." + region + "." + domain;
    asks(Ec2Client.builder(), region, Ec2Client::describeInstances, "ec2" + there, "ec2");
    asks(EcsClient.builder(), region, EcsClient::listClusters, "ecs" + there, "ecs");
    asks(LightsailClient.builder(), region, LightsailClient::getInstances, "lightsail" + there, "lightsail");
    asks(LambdaClient.builder(), region, LambdaClient::listFunctions, "lambda" + there, "lambda");
    asks(ElasticLoadBalancingV2Client.builder(), region, ElasticLoadBalancingV2Client::describeTargetGroups, "elasticloadbalancing" + there, "elasticloadbalancing");
    asks(ServiceDiscoveryClient.builder(), region, ServiceDiscoveryClient::listServices, "servicediscovery" + there, "servicediscovery");
  }
}
