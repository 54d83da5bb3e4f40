package dev.narthex.local.cli;

import dev.narthex.local.store.DataDirectory;
import dev.narthex.tsdb.sweep.CatalogRebuild;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code narthex catalog}. */
@Command(name = "catalog", description = "Looks after the catalogue.%n", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = CatalogCommand.Rebuild.class)
final class CatalogCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code narthex catalog rebuild}. */
  @Command(
      name = "rebuild",
      description = {
        "Makes the catalogue items of all stored blocks anew from the blocks themselves.",
        "For a lost or damaged catalog.mv: move it and catalog-*.log away first. Nothing is deleted.%n"
      },
      mixinStandardHelpOptions = true)
  static final class Rebuild implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (default: data beside ./narthex).")
    private Path data = Home.data();

    @Override
    public Integer call() {
      InstantSource clock = InstantSource.system();
      PrintWriter out = spec.commandLine().getOut();
      boolean damaged = false;
      try (DataDirectory directory = Home.existing(data, clock);
          ProgressBar bar = new ProgressBar("rebuilding", System.err)) {
        CatalogRebuild rebuild =
            new CatalogRebuild(directory.objects(), new BlockCataloguer(directory.objects(), directory.catalog(), clock));
        for (String tenant : rebuild.tenants()) {
          CatalogRebuild.Report report = rebuild.rebuild(tenant, (done, of) -> bar.show((double) done / of));
          out.printf("%s: %d blocks have their items%n", tenant, report.blocks());
          report.damaged().forEach(sentence -> out.println("damaged: " + sentence));
          damaged |= !report.damaged().isEmpty();
        }
      }
      return (damaged ? ExitCode.FINDING : ExitCode.OK).number();
    }
  }
}
