package dev.narthex.alert.global;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.secret.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code global}: defaults for all receivers. Settings of single kinds stay under their own key, so that a kind's package alone knows
 * what they mean.
 *
 * @param resolveTimeout for alerts that come without an end
 * @param http for receivers without a client block of their own
 * @param texts settings by key, such as {@code pagerduty_url} and {@code smtp_hello}, with Alertmanager's defaults filled in
 * @param secrets secrets by the key of their inline form, such as {@code slack_api_url}; {@code _file} forms are references under the same key
 * @param smtp how mail is sent
 */
public record GlobalConfig(
    Duration resolveTimeout, HttpClientConfig http, Map<String, String> texts, Map<String, Secret> secrets, SmtpConfig smtp) {
  public GlobalConfig {
    texts = Map.copyOf(texts);
    secrets = Map.copyOf(secrets);
  }

  /** A setting; empty when neither given nor defaulted. */
  public String text(String key) {
    return texts.getOrDefault(key, "");
  }

  public Optional<Secret> secret(String key) {
    return Optional.ofNullable(secrets.get(key));
  }
}
