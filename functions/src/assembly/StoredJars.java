import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the jars of a function with their entries uncompressed. A function that starts reads thousands of classes and then inflates nothing, and
 * the zip around the jars, which compresses each as a whole, is a third smaller. Arguments: folder to make, the module's own jar, class path.
 */
public final class StoredJars {
  private StoredJars() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    try (var old = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : old) {
        Files.delete(jar);
      }
    }
    store(Path.of(arguments[1]), folder);
    for (String part : arguments[2].split(java.io.File.pathSeparator)) {
      if (part.endsWith(".jar")) {
        store(Path.of(part), folder);
      }
    }
  }

  private static void store(Path jar, Path folder) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve(jar.getFileName())))) {
      for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements();) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes;
        try (InputStream content = in.getInputStream(entry)) {
          bytes = content.readAllBytes();
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setMethod(ZipEntry.STORED);
        stored.setTimeLocal(entry.getTimeLocal());
        stored.setSize(bytes.length);
        stored.setCrc(sum.getValue());
        out.putNextEntry(stored);
        out.write(bytes);
      }
    }
  }
}
