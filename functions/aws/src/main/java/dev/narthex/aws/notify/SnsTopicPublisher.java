package dev.narthex.aws.notify;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.aws.client.AssumedRole;
import dev.narthex.aws.client.AwsClients;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Publishes through the SDK. Requests are signed with the keys of the configuration, a profile of the shared credentials file, or the
 * process' own credentials; with a role they are used to assume it. An endpoint that the configuration gives passes the address check.
 */
public final class SnsTopicPublisher implements TopicPublisher, AutoCloseable {
  private final Map<String, String> environment;
  private final AddressPolicy addresses;
  private final SecretSource secrets;
  private final Map<Access, SnsClient> clients = new HashMap<>();
  private final List<AssumedRole> roles = new ArrayList<>();

  public SnsTopicPublisher(Map<String, String> environment, AddressPolicy addresses, SecretSource secrets) {
    this.environment = Map.copyOf(environment);
    this.addresses = addresses;
    this.secrets = secrets;
  }

  @Override
  public Delivery publish(Access access, Message message) {
    String region = region(access, message.target());
    if (region.isEmpty()) {
      return refused("the region of SNS is not known: give sigv4.region");
    }
    Optional<String> refusal = refusal(access.endpoint());
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    try {
      Access complete = new Access(region, access.endpoint(), access.accessKey(), access.secretKey(), access.profile(), access.roleArn(), access.externalId());
      return Delivery.Delivered.saying("message " + client(complete).publish(request(message)).messageId());
    } catch (AwsServiceException e) {
      return outcome(e);
    } catch (SdkException e) {
      return new Delivery.Retriable(Failure.OTHER, "SNS was not reached: " + e.getMessage());
    } catch (SecretException e) {
      return new Delivery.Retriable(Failure.OTHER, String.valueOf(e.getMessage()));
    }
  }

  private static Delivery refused(String sentence) {
    return new Delivery.Refused(Failure.OTHER, sentence);
  }

  /** The SDK has tried again by itself where that helps, so an answer of 4xx, throttling included, is final; as with Alertmanager. */
  private static Delivery outcome(AwsServiceException e) {
    String said = e.awsErrorDetails() == null ? String.valueOf(e.getMessage()) : e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
    String who = e instanceof StsException ? "STS, asked for sigv4.role_arn," : "SNS";
    String text = who + " answered HTTP status " + e.statusCode() + ": " + said;
    return e.statusCode() / 100 == 5 ? new Delivery.Retriable(Failure.SERVER_ERROR, text) : new Delivery.Refused(Failure.ofStatus(e.statusCode()), text);
  }

  private Optional<String> refusal(String endpoint) {
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(endpoint);
      if (uri.getHost() == null || (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))) {
        return Optional.of("api_url is no http or https URL with a host");
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
      for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
        Optional<String> why = addresses.refusal(address, port);
        if (why.isPresent()) {
          return Optional.of("the address " + address.getHostAddress() + " of api_url must not be reached: " + why.get());
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("api_url is no http or https URL with a host");
    } catch (UnknownHostException e) {
      return Optional.of("the host of api_url is unknown");
    }
  }

  private String region(Access access, Target target) {
    if (!access.region().isEmpty()) {
      return access.region();
    }
    String arn = switch (target) {
      case Target.Topic topic -> topic.arn();
      case Target.Endpoint endpoint -> endpoint.arn();
      case Target.PhoneNumber _ -> "";
    };
    String[] parts = arn.split(":", -1);
    return parts.length > 3 && !parts[3].isEmpty() ? parts[3] : environment.getOrDefault("AWS_REGION", "");
  }

  private synchronized SnsClient client(Access access) {
    SnsClient client = clients.get(access);
    if (client == null) {
      client = AwsClients.sns(environment, access.region(), access.endpoint(), credentials(access));
      clients.put(access, client);
    }
    return client;
  }

  private Optional<AwsCredentialsProvider> credentials(Access access) {
    Optional<AwsCredentialsProvider> own = ownCredentials(access);
    if (access.roleArn().isEmpty()) {
      return own;
    }
    AssumedRole role = new AssumedRole(AwsClients.sts(environment, access.region(), own), access.roleArn(), access.externalId());
    roles.add(role);
    return Optional.of(role);
  }

  private Optional<AwsCredentialsProvider> ownCredentials(Access access) {
    if (access.accessKey().isPresent()) {
      Secret key = access.accessKey().get();
      Secret secret = access.secretKey().orElseThrow();
      // asked for at each request, so that a rotated key is seen
      return Optional.of(() -> AwsBasicCredentials.create(key.reveal(secrets), secret.reveal(secrets)));
    }
    return access.profile().isEmpty() ? Optional.empty() : Optional.of(ProfileCredentialsProvider.create(access.profile()));
  }

  private static PublishRequest request(Message message) {
    PublishRequest.Builder request = PublishRequest.builder().message(message.text());
    switch (message.target()) {
      case Target.Topic topic -> request.topicArn(topic.arn());
      case Target.Endpoint endpoint -> request.targetArn(endpoint.arn());
      case Target.PhoneNumber phone -> request.phoneNumber(phone.number());
    }
    if (!message.subject().isEmpty()) {
      request.subject(message.subject());
    }
    if (!message.groupId().isEmpty()) {
      request.messageGroupId(message.groupId()).messageDeduplicationId(message.deduplicationId());
    }
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    message.attributes().forEach((name, value) -> attributes.put(name, MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    return request.messageAttributes(attributes).build();
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(SnsClient::close);
    clients.clear();
    roles.forEach(AssumedRole::close);
    roles.clear();
  }
}
