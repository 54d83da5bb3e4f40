package dev.narthex.alert.receiver.entry;

import dev.narthex.secret.Secret;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.util.Optional;

/** The three spellings of a secret: a text, a reference under {@code key_file}, a mapping that names a secret of Secrets Manager. */
public final class SecretKeys {
  private static final String SECRETS_MANAGER = "aws_secrets_manager";

  private SecretKeys() {}

  /** A secret of a mapping; an empty text is none. */
  public static Optional<Secret> read(MappingReader keys, String key) {
    String fileKey = key + "_file";
    Optional<YamlNode> node = keys.node(key);
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping) {
      if (keys.has(fileKey)) {
        throw keys.error(fileKey, "at most one of \"" + key + "\" and \"" + fileKey + "\" may be given");
      }
      return Optional.of(MappingReader.read(node.get(), key, SecretKeys::fromSecretsManager));
    }
    return keys.secret(key, fileKey).filter(secret -> !(secret instanceof Secret.Inline inline && inline.value().isEmpty()));
  }

  private static Secret fromSecretsManager(MappingReader r) {
    return r.mapping(SECRETS_MANAGER, m -> {
      String arn = m.required("secret_arn");
      String part = m.string("secret_key").orElse("");
      m.duration("refresh_interval"); // known; values are kept for five minutes at most
      return (Secret) new Secret.Reference(part.isEmpty() ? arn : arn + "#" + part);
    }).orElseThrow(() -> new ConfigException(r.position(), "a secret is a text, or a mapping with " + SECRETS_MANAGER));
  }
}
