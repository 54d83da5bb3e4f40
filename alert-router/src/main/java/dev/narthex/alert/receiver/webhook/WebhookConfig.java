package dev.narthex.alert.receiver.webhook;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.alert.receiver.send.Tree;
import dev.narthex.http.Urls;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code webhook_configs}.
 *
 * @param url a template
 * @param maxAlerts alerts a message holds at most; 0 = all
 * @param timeout of one attempt; zero = until the notification's deadline
 * @param payload sent instead of the usual body
 */
public record WebhookConfig(SendOptions options, Secret url, long maxAlerts, Duration timeout, Optional<Tree> payload) implements HttpIntegrationConfig {
  /** What stands for the URL where the configuration is shown: older amtools read it and want a URL. */
  private static final String MASK = "http://" + Secret.MASK;

  public static WebhookConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret url = entry.required("url", entry.secret("url"));
    if (url instanceof Secret.Inline inline && !inline.value().contains("{{") && !inline.value().equals(Secret.MASK) && !inline.value().equals(MASK)) {
      try {
        Urls.http(inline.value());
      } catch (IllegalArgumentException e) {
        throw entry.error("url", "url is no http or https URL with a host"); // the text itself is a secret
      }
    }
    return new WebhookConfig(entry.options(Dedup.Resolved.SENT), url, keys.count("max_alerts").orElse(0L), entry.duration("timeout"), keys.node("payload").map(Tree::of));
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String identity() {
    return Printed.place(url);
  }

  @Override
  public Map<String, Object> toYaml() {
    Printed printed =
        switch (url) {
          case Secret.Inline _ -> Printed.of(options).put("url", MASK);
          case Secret.Reference _ -> Printed.of(options).secret("url", Optional.of(url));
        };
    return printed.put("max_alerts", maxAlerts).timeout(timeout).put("payload", payload.map(Tree::root)).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new WebhookReceiver(this, services);
  }
}
