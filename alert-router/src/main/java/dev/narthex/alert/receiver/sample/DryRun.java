package dev.narthex.alert.receiver.sample;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.alert.receiver.email.EmailConfig;
import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Delivers {@link Samples} to a transport that takes everything and sends nothing; secrets are not read. */
public final class DryRun {
  /** An answer that each kind takes for success, and that leads Jira on to an issue that is there. */
  private static final HttpTransport.Reply ANSWER = new HttpTransport.Reply(200, Map.of("Content-Type", "application/json"),
      "{\"ok\":true,\"success\":true,\"errcode\":0,\"access_token\":\"sample\",\"issues\":[{\"key\":\"SAMPLE-1\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"indeterminate\"}}}}]}");

  private static final String TEMPLATE_FAILED = "the template of ";
  private static final String SAMPLE_SECRET = "https://sample.invalid/";

  private static final class Nowhere implements HttpTransport {
    @Override
    public Reply send(HttpClientConfig client, Request request) {
      return ANSWER;
    }
  }

  private final ReceiverServices services;

  public DryRun(NotificationTemplates templates, InstantSource clock) {
    TopicPublisher topics = (access, message) -> Delivery.Delivered.saying("sample");
    SecretSource secrets = reference -> SAMPLE_SECRET;
    this.services = new ReceiverServices(new Nowhere(), topics, secrets, AddressPolicy.of(AddressPolicy.Scope.PUBLIC), templates, clock, () -> 0);
  }

  /**
   * What fails, each thing once: sentences that name the field and hold Go's error.
   *
   * @param receiver name in the configuration
   */
  public List<String> findings(String receiver, IntegrationConfig config) {
    Set<String> findings = new LinkedHashSet<>();
    for (Notification sample : Samples.of(receiver, Map.of("team", "database"), services.clock().instant())) {
      Delivery delivery = config instanceof EmailConfig mail ? mail.compose(services, sample) : config.build(services).deliver(sample);
      List<String> sentences = switch (delivery) {
        case Delivery.Delivered d -> d.notes();
        case Delivery.Retriable r -> List.of(r.text());
        case Delivery.Refused r -> List.of(r.text());
      };
      sentences.stream().filter(sentence -> sentence.startsWith(TEMPLATE_FAILED)).forEach(findings::add);
    }
    return List.copyOf(findings);
  }
}
