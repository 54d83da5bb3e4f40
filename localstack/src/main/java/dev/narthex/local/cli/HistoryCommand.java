package dev.narthex.local.cli;

import dev.narthex.local.query.NotificationHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex history}: who was told what, when, why, and what the receiver answered. */
@Command(
    name = "history",
    description = {
      "Shows notifications that were sent or tried, newest first.",
      "Asks the Narthex that holds the data directory, or reads the directory itself when nobody does.%n"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./narthex history",
      "  ./narthex history alertname=Down 'severity=~page|ticket' --start -7d",
      "  ./narthex history --receiver team-db --limit 1000 --json"
    })
final class HistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "MATCHER", description = "Only what told of an alert with these labels, such as alertname=Down.")
  private List<String> matchers = new ArrayList<>();

  @Option(names = "--receiver", paramLabel = "NAME", description = "Only what this receiver was told.")
  private @Nullable String receiver;

  @Option(names = "--start", paramLabel = "TIME", description = "now, -1h, epoch seconds or RFC 3339 (default: -1d).")
  private String start = "-1d";

  @Option(names = "--end", paramLabel = "TIME", description = "As --start (default: now).")
  private String end = "now";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 100).")
  private int limit = 100;

  @Option(names = "--data", paramLabel = "DIR", description = "The data directory (default: data beside ./narthex).")
  private Path data = Home.data();

  @Option(names = "--url", paramLabel = "URL", description = "Ask this Narthex instead.")
  private @Nullable String url;

  @Option(names = "--json", description = "Print the API's JSON instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    Instant now = InstantSource.system().instant();
    NotificationHistory.Question question =
        new NotificationHistory.Question(
            Durations.time("--start", start, now), Durations.time("--end", end, now), receiver == null ? "" : receiver, matchers, limit);
    NotificationHistory history = Server.ask(url, data, base -> read(base, question));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(history.json());
    } else {
      history.print(out, ZoneId.systemDefault());
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private static NotificationHistory read(String base, NotificationHistory.Question question) {
    try {
      return NotificationHistory.ask(base, question);
    } catch (NotificationHistory.RefusedException e) {
      throw new CommandException(ExitCode.FINDING, String.valueOf(e.getMessage()), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(ExitCode.IO, "no answer from " + base + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
    }
  }
}
