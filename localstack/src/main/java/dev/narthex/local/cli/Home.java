package dev.narthex.local.cli;

import dev.narthex.local.store.DataDirectory;
import dev.narthex.net.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Where the launcher stands, and what follows from it. */
final class Home {
  private Home() {}

  /** The folder of {@code ./narthex}; the working directory when it was not started by it. */
  static Path folder() {
    Path folder = Path.of(System.getProperty("narthex.home", ""));
    Path here = Path.of("").toAbsolutePath();
    // Short paths read better in messages.
    return folder.isAbsolute() && folder.equals(here) ? Path.of("") : folder;
  }

  /** The data directory of commands that name none. */
  static Path data() {
    return folder().resolve("data");
  }

  /** Which addresses may be scraped: NARTHEX_ADDRESS_POLICY, else everything up to this machine. */
  static AddressPolicy.Scope addressScope() {
    String word = System.getenv("NARTHEX_ADDRESS_POLICY");
    try {
      return word == null || word.isEmpty() ? AddressPolicy.Scope.LOOPBACK : AddressPolicy.Scope.parse(word);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "NARTHEX_ADDRESS_POLICY: " + e.getMessage(), e);
    }
  }

  /** Opens a data directory that must exist. */
  static DataDirectory existing(Path data, InstantSource clock) {
    if (!Files.isDirectory(data)) {
      throw new CommandException(ExitCode.IO, "there is no data directory " + data + "; name one with --data");
    }
    return DataDirectory.open(data, clock);
  }

  static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
