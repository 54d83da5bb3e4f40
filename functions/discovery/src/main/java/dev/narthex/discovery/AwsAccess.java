package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * How one entry reaches AWS: region, endpoint, and credentials, which are the entry's keys, else its profile's, else the process's; with
 * {@code role_arn} they serve to assume that role. Made with the first question, so nothing of it is in a snapshot.
 */
final class AwsAccess {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
  private static final String SESSION = "narthex-discovery";

  private final AwsDiscoveryConfig config;
  private final Map<String, String> environment;
  private final SdkHttpClient http = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(READ_TIMEOUT).build();
  private final Lazily<Region> region = new Lazily<>(this::findRegion);
  private final Lazily<AwsCredentialsProvider> credentials = new Lazily<>(this::findCredentials);

  AwsAccess(AwsDiscoveryConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** The region that is asked, for {@code __meta_…_region}. */
  String region() {
    return region.get().id();
  }

  /**
   * A client of a service.
   *
   * @param service as in {@code AWS_ENDPOINT_URL_<service>}
   */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String service) {
    builder.region(region.get()).credentialsProvider(credentials.get()).httpClient(http);
    config.endpoint().or(() -> endpoint(service)).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private Optional<URI> endpoint(String service) {
    return Optional.ofNullable(environment.getOrDefault("AWS_ENDPOINT_URL_" + service, environment.get("AWS_ENDPOINT_URL"))).map(URI::create);
  }

  private Region findRegion() {
    Optional<String> named = config.region().or(() -> Optional.ofNullable(environment.get("AWS_REGION"))).or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")));
    if (named.isPresent()) {
      return Region.of(named.get());
    }
    try {
      return DefaultAwsRegionProviderChain.builder().profileName(config.profile().orElse("default")).build().getRegion();
    } catch (SdkClientException e) {
      throw SdkClientException.create("no region is known; set \"region\" in this entry or the environment variable AWS_REGION", e);
    }
  }

  private AwsCredentialsProvider findCredentials() {
    AwsCredentialsProvider own = config.keys().<AwsCredentialsProvider>map(AwsAccess::keys)
        .or(() -> config.profile().map(name -> ProfileCredentialsProvider.builder().profileName(name).build()))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    return config.roleArn().<AwsCredentialsProvider>map(role -> assumed(own, role)).orElse(own);
  }

  private AwsCredentialsProvider assumed(AwsCredentialsProvider own, String role) {
    var sts = StsClient.builder().region(region.get()).credentialsProvider(own).httpClient(http);
    endpoint("STS").ifPresent(sts::endpointOverride);
    return StsAssumeRoleCredentialsProvider.builder().stsClient(sts.build()).refreshRequest(request -> {
      request.roleArn(role).roleSessionName(SESSION);
      config.externalId().ifPresent(request::externalId);
    }).build();
  }

  private static AwsCredentialsProvider keys(AwsDiscoveryConfig.Keys keys) {
    String secret = switch (keys.secret()) {
      case Secret.Inline inline -> inline.value();
      case Secret.Reference reference -> throw SdkClientException.create("secret_key cannot be read from " + reference);
    };
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), secret));
  }
}
