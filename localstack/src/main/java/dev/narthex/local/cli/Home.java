package dev.narthex.local.cli;

import dev.narthex.local.store.DataDirectory;
import dev.narthex.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** A file that must exist; {@code option} is where the user may name another. */
  static Path existingFile(Path file, String option) {
    if (!Files.exists(file)) {
      throw new CommandException(ExitCode.IO, "there is no file " + file + "; name one with " + option);
    }
    return file;
  }

  /** Why a file could not be read, in words: the messages of missing and forbidden files are mere paths. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access is denied";
      case MalformedInputException _ -> "it is not UTF-8 text";
      default -> String.valueOf(failure.getMessage());
    };
  }

  static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
