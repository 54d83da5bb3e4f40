package dev.narthex.ingest.http;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.OAuth2Config;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Fetches and keeps the access token of OAuth 2.0's client credentials grant; a token is asked for anew ten seconds before it ends. */
final class TokenSource implements AutoCloseable {
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long DEFAULT_LIFE_SECONDS = 300;
  private static final long LIMIT = 1 << 20;

  private final @Nullable OAuth2Config config;
  private final @Nullable CloseableHttpClient client;
  private final SecretSource secrets;
  private String token = "";
  private long endsAt;

  TokenSource(Optional<OAuth2Config> config, AddressPolicy policy, SecretSource secrets) throws HttpFailure {
    this.config = config.orElse(null);
    this.secrets = secrets;
    this.client = config.isEmpty() ? null : GuardedClient.client(
        new HttpClientConfig(Optional.empty(), Optional.empty(), Optional.empty(), config.get().tls(), config.get().proxy(), false, false, java.util.Map.of()), policy, secrets);
  }

  synchronized String token() throws HttpFailure {
    OAuth2Config oauth = config;
    CloseableHttpClient http = client;
    if (oauth == null || http == null) {
      return "";
    }
    if (token.isEmpty() || System.nanoTime() - endsAt >= 0) {
      fetch(oauth, http);
    }
    return token;
  }

  private void fetch(OAuth2Config oauth, CloseableHttpClient http) throws HttpFailure {
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!oauth.scopes().isEmpty()) {
      form.add(new BasicNameValuePair("scope", String.join(" ", oauth.scopes())));
    }
    oauth.endpointParameters().forEach((name, value) -> form.add(new BasicNameValuePair(name, value)));
    HttpPost request = new HttpPost(oauth.tokenUrl());
    request.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(10)).setConnectionRequestTimeout(Timeout.ofSeconds(10)).build());
    request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    try {
      request.setHeader("Authorization", Credentials.basic(encode(oauth.clientId()) + ":" + encode(oauth.clientSecret().reveal(secrets))));
      request.setHeader("Accept", "application/json");
      String json = http.execute(request, response -> {
        if (response.getCode() != 200 || response.getEntity() == null) {
          throw new IOException("status " + response.getCode());
        }
        return new String(response.getEntity().getContent().readNBytes((int) LIMIT), StandardCharsets.UTF_8);
      });
      read(json);
    } catch (IOException | SecretException | ConfigException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECTION, "the oauth2 token cannot be fetched: " + e.getMessage(), e);
    }
  }

  private static String encode(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** JSON is YAML: {@code {"access_token":"…","expires_in":3600}}. */
  private void read(String json) throws IOException {
    long life = DEFAULT_LIFE_SECONDS;
    String found = "";
    if (YamlParser.parse("token", json.replace('\t', ' ')) instanceof YamlNode.Mapping m) {
      for (YamlNode.Entry e : m.entries()) {
        if (e.key().equals("access_token") && e.value() instanceof YamlNode.Scalar s) {
          found = s.text();
        } else if (e.key().equals("expires_in") && e.value() instanceof YamlNode.Scalar s && s.text().matches("[0-9]{1,9}")) {
          life = Long.parseLong(s.text());
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException("the answer holds no access_token");
    }
    token = found;
    endsAt = System.nanoTime() + Math.max(0, TimeUnit.SECONDS.toNanos(life) - MARGIN_NANOS);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
  }
}
