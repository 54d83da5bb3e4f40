package dev.narthex.local.cli;

import dev.narthex.ingest.exposition.ExpositionException;
import dev.narthex.local.backfill.OpenMetricsImport;
import dev.narthex.local.server.LocalNarthex;
import dev.narthex.local.store.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex import}: samples from files. */
@Command(
    name = "import",
    description = "Brings in samples from files.%n",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ImportCommand.OpenMetrics.class)
final class ImportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code narthex import openmetrics}. */
  @Command(
      name = "openmetrics",
      description = {
        "Imports an OpenMetrics text whose samples carry timestamps, such as a Prometheus backfill.",
        "Importing the same file again changes nothing.%n"
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  ./narthex import openmetrics history.om --data /var/lib/narthex"})
  static final class OpenMetrics implements Callable<Integer> {
    /** What one sample takes in memory while it is sorted into blocks, with room to grow. */
    private static final int BYTES_PER_SAMPLE = 60;

    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(paramLabel = "FILE", description = "The text; ends with # EOF.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory, created when it is missing (default: data beside ./narthex).")
    private Path data = Home.data();

    @Override
    public Integer call() throws IOException {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new CommandException(ExitCode.IO, "cannot read " + file);
      }
      InstantSource clock = InstantSource.system();
      Instant begun = clock.instant();
      OpenMetricsImport.Report report;
      try (DataDirectory directory = DataDirectory.open(data, clock);
          ProgressBar bar = new ProgressBar("importing " + file.getFileName(), System.err)) {
        long limit = Math.max(1_000_000, Runtime.getRuntime().maxMemory() / BYTES_PER_SAMPLE);
        report = OpenMetricsImport.into(directory.objects(), directory.catalog(), LocalNarthex.TENANT, clock, limit).run(file, bar::show);
      } catch (ExpositionException e) {
        throw new CommandException(ExitCode.FINDING, file + ": " + e.getMessage(), e);
      }
      print(report, Duration.between(begun, clock.instant()), spec.commandLine().getOut());
      return ExitCode.OK.number();
    }

    private void print(OpenMetricsImport.Report report, Duration took, PrintWriter out) {
      double perSample = report.samples() == 0 ? 0 : (double) report.bytes() / report.samples();
      out.printf(
          Locale.ROOT, "%s: %,d samples in %d blocks of %,d bytes (%.3f per sample), %d of them new, in %.1f s%n",
          file, report.samples(), report.blocks(), report.bytes(), perSample, report.newBlocks(), took.toMillis() / 1000.0);
    }
  }
}
