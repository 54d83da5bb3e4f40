package dev.narthex.aws.config;

import dev.narthex.alert.json.Json;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Secrets by reference: the ARN of a secret in Secrets Manager ({@code arn#key} for one member of a secret that holds a JSON object), else
 * a file of the configuration. Values are kept for at most five
 * minutes, so a rotated secret is seen soon. The client is made with the first ARN: most functions never need it.
 */
public final class AwsSecretSource implements SecretSource {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private record Held(String value, Instant until) {}

  private final Supplier<SecretsManagerClient> secrets;
  private final ConfigFolder files;
  private final InstantSource clock;
  private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();

  public AwsSecretSource(Supplier<SecretsManagerClient> secrets, ConfigFolder files, InstantSource clock) {
    this.secrets = secrets;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public String read(String reference) {
    Instant now = clock.instant();
    Held known = held.get(reference);
    if (known != null && now.isBefore(known.until)) {
      return known.value;
    }
    String value = withoutLineBreak(fetch(reference));
    held.put(reference, new Held(value, now.plus(KEPT)));
    return value;
  }

  private String fetch(String reference) {
    try {
      if (reference.startsWith("arn:")) {
        int hash = reference.indexOf('#');
        String arn = hash < 0 ? reference : reference.substring(0, hash);
        String whole = secrets.get().getSecretValue(request -> request.secretId(arn)).secretString();
        return hash < 0 ? whole : member(whole, reference.substring(hash + 1), reference);
      }
      return files.read(reference).orElseThrow(() -> new SecretException("secret " + reference + " is no file of the configuration"));
    } catch (SdkException | IOException e) {
      throw new SecretException("secret " + reference + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String member(String whole, String key, String reference) {
    return Json.parseObject(whole).map(members -> Json.string(members, key)).filter(value -> !value.isEmpty())
        .orElseThrow(() -> new SecretException("secret " + reference + " cannot be read: the secret is no JSON object with a text under that key"));
  }

  private static String withoutLineBreak(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
