package dev.narthex.aws.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The zip of all functions as {@code mvn package} leaves it, unpacked like Lambda does. */
final class UnpackedZip {
  private UnpackedZip() {}

  static Path zip() throws IOException {
    try (DirectoryStream<Path> zips = Files.newDirectoryStream(Path.of("target"), "functions-aws-*-lambda.zip")) {
      return zips.iterator().next();
    }
  }

  static void into(Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zip()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("the zip leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          copy(zip, file);
        }
      }
    }
  }

  private static void copy(InputStream in, Path file) throws IOException {
    Files.copy(in, file);
  }
}
