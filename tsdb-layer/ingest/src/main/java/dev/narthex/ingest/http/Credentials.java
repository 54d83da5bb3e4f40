package dev.narthex.ingest.http;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The value of the Authorization header. */
final class Credentials {
  private Credentials() {}

  static Optional<String> of(HttpClientConfig config, SecretSource secrets, TokenSource tokens) throws HttpFailure {
    if (config.basicAuth().isPresent()) {
      HttpClientConfig.BasicAuth basic = config.basicAuth().get();
      String pair = reveal(basic.username(), secrets) + ":" + reveal(basic.password(), secrets);
      return Optional.of(basic(pair));
    }
    if (config.authorization().isPresent()) {
      HttpClientConfig.Authorization authorization = config.authorization().get();
      return Optional.of((authorization.type() + " " + reveal(authorization.credentials(), secrets)).strip());
    }
    return config.oauth2().isPresent() ? Optional.of("Bearer " + tokens.token()) : Optional.empty();
  }

  /** @param pair name and password with a colon between them */
  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String reveal(Optional<Secret> secret, SecretSource secrets) {
    return secret.map(s -> s.reveal(secrets)).orElse("");
  }
}
