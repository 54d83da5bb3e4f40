package dev.narthex.local.cli;

import dev.narthex.local.query.AnswerTable;
import dev.narthex.local.server.LocalNarthex;
import dev.narthex.local.store.DataDirectory;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex inspect}: what is stored and what it costs. */
@Command(
    name = "inspect",
    description = "Shows what is stored and what it costs per sample.%n",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {InspectCommand.Blocks.class, InspectCommand.Block.class, InspectCommand.LayoutObjects.class},
    footer = {
      "",
      "Examples:",
      "  ./narthex inspect blocks",
      "  ./narthex inspect block b2/default/1795521600000-1795528800000/0123456789abcdef",
      "  ./narthex inspect layout 9f86d081884c7d65…"
    })
final class InspectCommand implements Runnable {
  private static final long YEARS = 10 * 365 * Windows.DAY;

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The directory to look into. */
  static final class Directory {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (default: data beside ./narthex).")
    private Path data = Home.data();

    DataDirectory open() {
      return Home.existing(data, InstantSource.system());
    }
  }

  private static String bytesPerSample(long bytes, long samples) {
    return samples == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) bytes / samples);
  }

  /** {@code narthex inspect blocks}. */
  @Command(name = "blocks", description = "Lists all blocks.%n", mixinStandardHelpOptions = true)
  static final class Blocks implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
    @Mixin private Directory directory = new Directory();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (DataDirectory data = directory.open()) {
        InstantSource clock = InstantSource.system();
        long now = clock.millis();
        CatalogView view =
            new CatalogReader(data.catalog(), clock, YEARS).read(LocalNarthex.TENANT, TimeRange.closed(now - YEARS, now + Windows.HOUR));
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"LEVEL", "FROM", "TO", "SERIES", "SAMPLES", "BYTES", "B/SAMPLE", "COVERED", "KEY"});
        long[] bytes = new long[4];
        long[] samples = new long[4];
        int[] blocks = new int[4];
        for (BlockItem item : view.blocks()) {
          BlockSummary summary = BlockSummary.decode(item.key().object(), item.shape());
          rows.add(
              new String[] {
                Integer.toString(item.level()), Instant.ofEpochMilli(item.minTime()).toString(), Instant.ofEpochMilli(item.maxTime()).toString(),
                Integer.toString(summary.series()), Long.toString(summary.samples()), Long.toString(item.size()), bytesPerSample(item.size(), summary.samples()),
                view.isCovered(item.key()) ? "yes" : "", item.key().object()
              });
          bytes[item.level()] += item.size();
          samples[item.level()] += summary.samples();
          blocks[item.level()]++;
        }
        AnswerTable.print(rows, out);
        for (int level = 0; level < blocks.length; level++) {
          if (blocks[level] > 0) {
            out.printf("level %d: %d blocks, %d samples, %d bytes, %s bytes per sample%n", level, blocks[level], samples[level], bytes[level], bytesPerSample(bytes[level], samples[level]));
          }
        }
      }
      return ExitCode.OK.number();
    }
  }

  /** {@code narthex inspect block}. */
  @Command(name = "block", description = "Checks every byte of one block and shows what is in it.%n", mixinStandardHelpOptions = true)
  static final class Block implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
    @Mixin private Directory directory = new Directory();

    @Parameters(paramLabel = "KEY", description = "As inspect blocks lists it.")
    private String key = "";

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (DataDirectory data = directory.open()) {
        byte[] bytes = data.objects().get(valid(key)).orElseThrow(() -> new CommandException(ExitCode.FINDING, "there is no object " + key));
        BlockSummary summary = BlockSummary.of(key, bytes);
        BlockShape shape = summary.shape();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"block", key});
        rows.add(new String[] {"level", Integer.toString(shape.level())});
        rows.add(new String[] {"from", Instant.ofEpochMilli(summary.minTime()).toString()});
        rows.add(new String[] {"to", Instant.ofEpochMilli(summary.maxTime()).toString()});
        rows.add(new String[] {"samples", Long.toString(summary.samples())});
        rows.add(new String[] {"series", Integer.toString(summary.series())});
        rows.add(new String[] {"columns", Integer.toString(shape.columns())});
        rows.add(new String[] {"groups", shape.groups() + " of " + shape.groupSize() + " columns, in " + shape.subBlocks().count() + " sub-blocks"});
        rows.add(new String[] {"labels", shape.layoutMode() + (shape.layoutHash().isEmpty() ? "" : " " + shape.layoutHash())});
        rows.add(new String[] {"exemplars", Integer.toString(summary.exemplarCount())});
        rows.add(new String[] {"head", summary.headRange().length() + " bytes"});
        rows.add(new String[] {"delta", summary.deltaBytes() + " bytes"});
        rows.add(new String[] {"object", bytes.length + " bytes, " + bytesPerSample(bytes.length, summary.samples()) + " per sample"});
        AnswerTable.print(rows, out);
      } catch (CorruptObjectException e) {
        throw new CommandException(ExitCode.FINDING, String.valueOf(e.getMessage()), e);
      }
      return ExitCode.OK.number();
    }
  }

  private static String valid(String key) {
    try {
      return ObjectKeys.checked(key);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "\"" + key + "\" is no key of a block; 'narthex inspect blocks' lists them", e);
    }
  }

  /** {@code narthex inspect layout}. */
  @Command(name = "layout", description = "Shows the metrics of a base layout.%n", mixinStandardHelpOptions = true)
  static final class LayoutObjects implements Callable<Integer> {
    private static final int PAGE = 1000;

    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
    @Mixin private Directory directory = new Directory();

    @Parameters(paramLabel = "HASH", description = "The hash as inspect block shows it, or its beginning.")
    private String hash = "";

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (DataDirectory data = directory.open()) {
        String key = find(data);
        byte[] bytes = data.objects().get(key).orElseThrow(() -> new CommandException(ExitCode.FINDING, "there is no object " + key));
        Layout layout = LayoutObject.decode(key, bytes);
        out.printf("%s: %d columns, %d metrics, %d targets, %d bytes%n", key, layout.columns(), layout.directory().size(), layout.targets().size(), bytes.length);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"METRIC", "TYPE", "COLUMNS", "FIRST"});
        for (int metric = 0; metric < layout.directory().size(); metric++) {
          rows.add(
              new String[] {
                layout.directory().name(metric), layout.metadata(metric).type().word(), Integer.toString(layout.directory().columnCount(metric)),
                Integer.toString(layout.directory().firstColumn(metric))
              });
        }
        AnswerTable.print(rows, out);
      } catch (CorruptObjectException e) {
        throw new CommandException(ExitCode.FINDING, String.valueOf(e.getMessage()), e);
      }
      return ExitCode.OK.number();
    }

    private String find(DataDirectory data) {
      String after = "";
      while (true) {
        List<ObjectEntry> page = data.objects().list("layout/", after, PAGE);
        for (ObjectEntry entry : page) {
          if (entry.key().substring(entry.key().lastIndexOf('/') + 1).startsWith(hash)) {
            return entry.key();
          }
        }
        if (page.size() < PAGE) {
          throw new CommandException(ExitCode.FINDING, "there is no layout " + hash);
        }
        after = page.getLast().key();
      }
    }
  }
}
