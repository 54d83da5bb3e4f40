package dev.narthex.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads secrets from files, relative paths from one folder (that of the config file). At most 1 MiB a file. */
public final class FileSecretSource implements SecretSource {
  private static final int LIMIT = 1 << 20;

  private final Path folder;

  public FileSecretSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public String read(String reference) {
    Path file = folder.resolve(reference);
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new SecretException("secret file " + reference + " is larger than 1 MiB");
      }
      return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new SecretException("secret file " + reference + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }
}
