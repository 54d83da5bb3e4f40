package dev.narthex.promql.promqltest;

import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.promqltest.ScriptRunner.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code promqltest FILE|DIR…}: runs scripts, prints each command that fails with what it got and what was wanted, and last {@code
 * N passed, N failed}. Exit code 0, or 1 when one failed, 2 for wrong usage, 3 when a file cannot be read.
 */
public final class PromqlTest {
  private PromqlTest() {}

  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("usage: promqltest FILE|DIR…");
      System.exit(2);
    }
    int passed = 0;
    int failed = 0;
    boolean unread = false;
    for (String argument : arguments) {
      try {
        for (Path file : scripts(Path.of(argument))) {
          for (Verdict verdict : run(file)) {
            if (verdict.problem().isEmpty()) {
              passed++;
            } else {
              failed++;
              System.out.println(file + ":" + verdict.line() + ": " + verdict.command());
              System.out.println("    " + verdict.problem().get());
            }
          }
        }
      } catch (UncheckedIOException e) {
        System.err.println(e.getMessage());
        unread = true;
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(unread ? 3 : failed == 0 ? 0 : 1);
  }

  /** The scripts of a folder and the folders in it (files that end in {@code .test}, by name), or the one file. */
  static List<Path> scripts(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one script in a world of its own. */
  static List<Verdict> run(Path file) {
    try {
      Script script = Script.parse(Files.readAllLines(file));
      return new ArrayList<>(new ScriptRunner(new QueryEngine(InstantSource.system())).run(script));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("cannot read " + file + ": no such file or folder", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }
}
