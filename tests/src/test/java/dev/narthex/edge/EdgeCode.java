package dev.narthex.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The zips as {@code mvn package} leaves them, unpacked like Lambda does; other code by the property {@code narthex.edge.code}. */
final class EdgeCode {
  private EdgeCode() {}

  /** The folder of the code of all functions. */
  static Path unpacked(Path folder) throws IOException {
    String there = System.getProperty("narthex.edge.code", "");
    return there.isEmpty() ? unpack(zip("aws"), folder) : Path.of(there);
  }

  /** The zip of a module of {@code functions/}. */
  static Path zip(String module) throws IOException {
    Path target = Path.of("..", "functions", module, "target");
    try (var zips = Files.newDirectoryStream(target, "functions-" + module + "-*-lambda.zip")) {
      return zips.iterator().next();
    }
  }

  static Path unpack(Path file, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          Path unpacked = folder.resolve(entry.getName());
          Files.createDirectories(unpacked.getParent());
          Files.copy(zip, unpacked);
        }
      }
    }
    return folder;
  }
}
