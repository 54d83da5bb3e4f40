package dev.narthex.local.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.jobs.cost.Alerting;
import dev.narthex.jobs.cost.Assumptions;
import dev.narthex.jobs.cost.Estimate;
import dev.narthex.jobs.cost.Line;
import dev.narthex.jobs.cost.Prices;
import dev.narthex.jobs.cost.Workload;
import dev.narthex.local.query.AnswerTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code narthex cost}. */
@Command(
    name = "cost",
    description = {
      "Estimates what Narthex costs on AWS in 30 days, line by line, from counts of requests.",
      "Prints what it assumes.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ./narthex cost --series 100000 --interval 60s",
      "  ./narthex cost --series 1000000 --interval 15s --targets 2000 --queries 50000 --retention 90d --json"
    })
final class CostCommand implements Callable<Integer> {
  private static final long DAY_MILLIS = 86_400_000L;

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Option(names = "--series", paramLabel = "N", required = true, description = "Series scraped at each interval.")
  private long series;

  @Option(names = "--interval", paramLabel = "DURATION", description = "Between two scrapes, such as 15s; a number alone is seconds (default: 60s).")
  private String interval = "60s";

  @Option(names = "--targets", paramLabel = "N", description = "That the series come from (default: one for each 1000 series).")
  private long targets;

  @Option(names = "--queries", paramLabel = "N", description = "Queries a day (default: 10000, a dashboard of ten panels that refreshes every 90 s).")
  private long queries = 10_000;

  @Option(names = "--retention", paramLabel = "DURATION", description = "How long samples are kept (default: 15d).")
  private String retention = "15d";

  @Option(names = "--rules", paramLabel = "N", description = "Rules, evaluated each minute (default: 100).")
  private long rules = 100;

  @Option(names = "--alerts", paramLabel = "N", description = "Alerts that fire at any time (default: 5).")
  private long alerts = 5;

  @Option(names = "--notifications", paramLabel = "N", description = "Messages to receivers a day (default: 50).")
  private long notifications = 50;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    long seconds = Durations.millis("--interval", interval.chars().allMatch(Character::isDigit) ? interval + "s" : interval) / 1000;
    long days = Math.ceilDiv(Durations.millis("--retention", retention), DAY_MILLIS);
    Workload load;
    try {
      load = new Workload(series, Math.toIntExact(seconds), targets == 0 ? Workload.usualTargets(series) : targets, queries, Math.toIntExact(days),
          new Alerting(rules, alerts, notifications));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    List<Line> lines = Estimate.lines(load, Prices.US_EAST_1, Assumptions.USUAL);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      print(load, lines, new JsonFactory().createGenerator(out));
      out.println();
    } else {
      print(load, lines, out);
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private static double dollars(List<Line> lines) {
    return lines.stream().mapToDouble(Line::dollars).sum();
  }

  private static void print(Workload load, List<Line> lines, PrintWriter out) {
    Alerting alerting = load.alerting();
    out.printf(Locale.ROOT, "%,d series of %,d targets every %d s, %,d rules, %,d alerts firing, %,d notifications and %,d queries a day, kept for %d days: $%.2f in 30 days%n%n",
        load.series(), load.targets(), load.intervalSeconds(), alerting.rules(), alerting.firing(), alerting.notificationsPerDay(), load.queriesPerDay(), load.retentionDays(), dollars(lines));
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"FOR", "WHAT", "COUNT", "PRICE", "DOLLARS"});
    for (Line.Part part : Line.Part.values()) {
      List<Line> own = lines.stream().filter(line -> line.part() == part).toList();
      for (Line line : own) {
        rows.add(new String[] {word(part), line.what(), count(line.perMonth()), String.format(Locale.ROOT, "%.3g", line.price()), money(line.dollars())});
      }
      rows.add(new String[] {word(part), "", "", "", money(dollars(own)) + " in all"});
    }
    AnswerTable.print(rows, out);
    out.println();
    out.println("Assumed:");
    Assumptions.USUAL.sentences().forEach(sentence -> out.println("  " + sentence));
  }

  private static String count(double count) {
    return String.format(Locale.ROOT, count < 1000 ? "%.2f" : "%,.0f", count);
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, dollars < 0.01 && dollars > 0 ? "%.4f" : "%.2f", dollars);
  }

  private static String word(Line.Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static void print(Workload load, List<Line> lines, JsonGenerator json) throws IOException {
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeNumberField("series", load.series());
    json.writeNumberField("targets", load.targets());
    json.writeNumberField("intervalSeconds", load.intervalSeconds());
    json.writeNumberField("rules", load.alerting().rules());
    json.writeNumberField("alertsFiring", load.alerting().firing());
    json.writeNumberField("notificationsPerDay", load.alerting().notificationsPerDay());
    json.writeNumberField("queriesPerDay", load.queriesPerDay());
    json.writeNumberField("retentionDays", load.retentionDays());
    json.writeNumberField("dollars", dollars(lines));
    json.writeArrayFieldStart("lines");
    for (Line line : lines) {
      json.writeStartObject();
      json.writeStringField("for", word(line.part()));
      json.writeStringField("what", line.what());
      json.writeNumberField("perMonth", line.perMonth());
      json.writeNumberField("price", line.price());
      json.writeNumberField("dollars", line.dollars());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("assumptions");
    for (String sentence : Assumptions.USUAL.sentences()) {
      json.writeString(sentence);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
