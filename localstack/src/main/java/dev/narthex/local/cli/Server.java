package dev.narthex.local.cli;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.server.LocalNarthex;
import dev.narthex.local.store.DirectoryHeldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody who answers over HTTP: the server that was named, the Narthex that holds the data directory, or one started for this call. */
final class Server {
  private Server() {}

  /**
   * Asks.
   *
   * @param url the server that was named; null = whoever serves the directory
   * @param question gets the server's URL, without a slash at the end
   */
  static <T> T ask(@Nullable String url, Path data, Function<String, T> question) {
    if (url != null) {
      return question.apply(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }
    if (!Files.isDirectory(data)) {
      throw new CommandException(ExitCode.IO, "there is no data directory " + data + "; name one with --data, or a server with --url");
    }
    LocalNarthex.Options options =
        new LocalNarthex.Options(
            Home.folder().resolve("localstack/config/prometheus.yml"), data, new ListenAddress("127.0.0.1", 0), Home.addressScope(), Home.hostname(), LocalNarthex.Work.QUERIES, Plugins.NONE);
    try (LocalNarthex narthex = LocalNarthex.start(options, Version.build(), InstantSource.system())) {
      return question.apply("http://127.0.0.1:" + narthex.port());
    } catch (DirectoryHeldException e) {
      return question.apply("http://" + e.address().orElseThrow(() -> e));
    }
  }
}
