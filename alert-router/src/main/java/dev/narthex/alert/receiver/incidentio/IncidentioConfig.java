package dev.narthex.alert.receiver.incidentio;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.http.Urls;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code incidentio_configs}.
 *
 * @param url in the open, or by reference
 * @param token of the alert source; empty when the client block brings the authorization
 * @param maxAlerts alerts a message holds at most; 0 = all
 */
public record IncidentioConfig(SendOptions options, Secret url, Optional<Secret> token, long maxAlerts, Duration timeout) implements HttpIntegrationConfig {
  public static IncidentioConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Optional<String> open = keys.parsed("url", text -> Urls.http(text).toString());
    Optional<String> file = keys.string("url_file").filter(f -> !f.isEmpty());
    if (open.isPresent() == file.isPresent()) {
      throw entry.error("url", "exactly one of \"url\" and \"url_file\" must be given");
    }
    SendOptions options = entry.options(Dedup.Resolved.SENT);
    Optional<Secret> token = entry.secret("alert_source_token");
    if (token.isPresent() == options.http().authorization().isPresent()) {
      throw entry.error("alert_source_token", token.isPresent() ? "alert_source_token and http_config.authorization exclude each other"
          : "one of alert_source_token, alert_source_token_file and http_config.authorization must be given");
    }
    Secret url = open.<Secret>map(Secret.Inline::new).orElseGet(() -> new Secret.Reference(file.orElseThrow()));
    return new IncidentioConfig(options, url, token, keys.count("max_alerts").orElse(0L), entry.duration("timeout"));
  }

  @Override
  public String kind() {
    return "incidentio";
  }

  @Override
  public String identity() {
    return shownUrl();
  }

  private String shownUrl() {
    return switch (url) {
      case Secret.Inline inline -> inline.value();
      case Secret.Reference reference -> reference.reference();
    };
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).put(url instanceof Secret.Inline ? "url" : "url_file", shownUrl()).secret("alert_source_token", token).put("max_alerts", maxAlerts)
        .timeout(timeout).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new IncidentioReceiver(this, services);
  }
}
