package dev.narthex.alert.config;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.global.SmtpConfig;
import dev.narthex.alert.receiver.entry.SecretKeys;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.TlsConfig;
import dev.narthex.http.Urls;
import dev.narthex.model.GoQuote;
import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code global}. */
final class GlobalReader {
  private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

  /** Addresses by key, with Alertmanager's defaults; "" = none. */
  private static final Map<String, String> URLS =
      new TreeMap<>(
          Map.of(
              "jira_api_url", "",
              "slack_app_url", "https://slack.com/api/chat.postMessage",
              "pagerduty_url", "https://events.pagerduty.com/v2/enqueue",
              "opsgenie_api_url", "https://api.opsgenie.com/",
              "wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/",
              "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/",
              "telegram_api_url", "https://api.telegram.org",
              "webex_api_url", "https://webexapis.com/v1/messages",
              "rocketchat_api_url", "https://open.rocket.chat/"));

  /** Other texts by key, with defaults. */
  private static final Map<String, String> TEXTS =
      new TreeMap<>(Map.of("smtp_from", "", "smtp_smarthost", "", "smtp_hello", "localhost", "smtp_auth_username", "", "smtp_auth_identity", "", "wechat_api_corp_id", ""));

  /** Secrets by the key of their inline form. */
  private static final List<String> SECRETS =
      List.of("slack_api_url", "slack_app_token", "opsgenie_api_key", "wechat_api_secret", "victorops_api_key", "telegram_bot_token", "rocketchat_token",
          "rocketchat_token_id", "mattermost_webhook_url", "smtp_auth_password", "smtp_auth_secret");

  private GlobalReader() {}

  static GlobalConfig defaults() {
    Map<String, String> texts = new TreeMap<>(URLS);
    texts.putAll(TEXTS);
    return new GlobalConfig(RESOLVE_TIMEOUT, HttpClientConfig.DEFAULT, texts, Map.of(), SmtpConfig.DEFAULT);
  }

  static GlobalConfig read(MappingReader r) {
    Map<String, String> texts = new TreeMap<>();
    URLS.forEach((key, fallback) -> texts.put(key, r.parsed(key, text -> Urls.http(text).toString()).orElse(fallback)));
    TEXTS.forEach((key, fallback) -> texts.put(key, r.string(key).orElse(fallback)));
    Map<String, Secret> secrets = new TreeMap<>();
    for (String key : SECRETS) {
      if (r.has(key) && r.has(key + "_file")) {
        throw r.error(key + "_file", "at most one of " + key + " & " + key + "_file must be configured");
      }
      SecretKeys.read(r, key).ifPresent(secret -> secrets.put(key, secret));
    }
    refuseTokenBesideUrl(r, texts, secrets);
    r.parsed("smtp_smarthost", GlobalReader::hostAndPort);
    Duration resolve = r.duration("resolve_timeout").map(d -> Duration.ofMillis(d.millis())).orElse(RESOLVE_TIMEOUT);
    HttpClientConfig http = r.mapping("http_config", HttpClientConfig::read).orElse(HttpClientConfig.DEFAULT);
    return new GlobalConfig(resolve, http, texts, secrets, smtp(r, texts, secrets));
  }

  /** A token posts to the app's address, a webhook address needs no token: both together are only sane when they agree. */
  private static void refuseTokenBesideUrl(MappingReader r, Map<String, String> texts, Map<String, Secret> secrets) {
    Secret url = secrets.get("slack_api_url");
    boolean agree = url instanceof Secret.Inline inline && inline.value().equals(texts.get("slack_app_url"));
    if (secrets.containsKey("slack_app_token") && url != null && !agree) {
      throw r.error("slack_app_token", "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured");
    }
  }

  private static String hostAndPort(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0 || address.indexOf(']', colon) >= 0) {
      throw new IllegalArgumentException("address " + address + ": missing port in address");
    }
    if (colon == address.length() - 1) {
      throw new IllegalArgumentException("address " + GoQuote.quote(address) + ": port cannot be empty");
    }
    return address;
  }

  private static SmtpConfig smtp(MappingReader r, Map<String, String> texts, Map<String, Secret> secrets) {
    return new SmtpConfig(
        texts.getOrDefault("smtp_from", ""),
        texts.getOrDefault("smtp_smarthost", ""),
        texts.getOrDefault("smtp_hello", ""),
        texts.getOrDefault("smtp_auth_username", ""),
        Optional.ofNullable(secrets.get("smtp_auth_password")),
        Optional.ofNullable(secrets.get("smtp_auth_secret")),
        texts.getOrDefault("smtp_auth_identity", ""),
        r.bool("smtp_require_tls").orElse(true),
        r.mapping("smtp_tls_config", TlsConfig::read).orElse(TlsConfig.DEFAULT),
        r.bool("smtp_force_implicit_tls"));
  }

  static Map<String, Object> toYaml(GlobalConfig global) {
    YamlTree tree = new YamlTree().put("resolve_timeout", new PromDuration(global.resolveTimeout().toMillis()).toString()).put("http_config", global.http().toYaml());
    // only what differs from the defaults: an older amtool refuses keys that it does not know
    Map<String, String> usual = defaults().texts();
    new TreeMap<>(global.texts()).forEach((key, value) -> {
      if (!value.equals(usual.get(key))) {
        tree.put(key, value);
      }
    });
    new TreeMap<>(global.secrets()).forEach((key, secret) -> HttpClientConfig.putSecret(tree, key, Optional.of(secret)));
    tree.put("smtp_require_tls", global.smtp().requireTls());
    if (!global.smtp().tls().equals(TlsConfig.DEFAULT)) {
      tree.put("smtp_tls_config", global.smtp().tls().toYaml());
    }
    tree.put("smtp_force_implicit_tls", global.smtp().forceImplicitTls());
    return tree.build();
  }
}
