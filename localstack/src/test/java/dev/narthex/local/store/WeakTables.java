package dev.narthex.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Lets an MVStore file stand on a {@link WeakDisk}: a file of the name {@code weak:NAME} is the file NAME whose writes may fail. Public as H2 makes it. */
public final class WeakTables extends FilePathWrapper {
  private static final String SCHEME = "weak";
  private static volatile IntPredicate fails = call -> false;

  /** The path of a file on such a disk, until the next call of this. */
  static Path on(Path file, IntPredicate fails) {
    FilePath.register(new WeakTables());
    WeakTables.fails = fails;
    return Path.of(SCHEME + ":" + file);
  }

  /** The file itself. */
  static Path real(Path weak) {
    return Path.of(weak.toString().substring(SCHEME.length() + 1));
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new WeakDisk(call -> fails.test(call)).open(Path.of(getBase().toString()));
  }
}
