import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Puts a module and what it stands on into one jar without compression. A function that starts looks up some five thousand classes: in ninety jars
 * each look-up asks half of them, and each class is inflated; the zip around this jar, which compresses it as a whole, is a third smaller than one of
 * jars. Arguments: the jar to write, the version, the module's own jar, the class path. The first of two entries of a name is taken, services are
 * joined, licences and notices stand under the name of their jar, and of classes for several versions of Java the newest are taken. What no plugin
 * does of this without code of ours is in docs/decisions/0008-starts-of-functions.md.
 */
public final class OneJar {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 1, 0, 0);
  private static final String VERSIONS = "META-INF/versions/";
  private static final String SERVICES = "META-INF/services/";
  /** Micronaut lists the folders below; other folders need no entry. */
  private static final String LISTED = "META-INF/micronaut/";

  /** Where an entry is read, and for which version of Java it is meant; 0 = any. */
  private record Source(ZipFile jar, ZipEntry entry, int java) {}

  private final Map<String, Source> taken = new LinkedHashMap<>();
  private final Map<String, StringBuilder> services = new TreeMap<>();

  private OneJar() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Files.createDirectories(target.getParent());
    OneJar all = new OneJar();
    all.take(new ZipFile(arguments[2]));
    for (String part : arguments[3].split(java.io.File.pathSeparator)) {
      if (part.endsWith(".jar")) {
        all.take(new ZipFile(part));
      }
    }
    try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target), 1 << 20))) {
      all.write("Manifest-Version: 1.0\nImplementation-Version: " + arguments[1] + "\n\n", out);
    }
  }

  private void take(ZipFile jar) throws IOException {
    String name = Path.of(jar.getName()).getFileName().toString();
    for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
      String path = entry.getName();
      boolean folder = entry.isDirectory() && !path.startsWith(LISTED);
      if (folder || path.equals("META-INF/MANIFEST.MF") || path.endsWith("module-info.class") || path.startsWith("META-INF/maven/")) {
        continue;
      }
      if (path.startsWith(SERVICES)) {
        services.computeIfAbsent(path, p -> new StringBuilder()).append(new String(read(jar, entry), StandardCharsets.UTF_8)).append('\n');
      } else if (path.startsWith(VERSIONS)) {
        int slash = path.indexOf('/', VERSIONS.length());
        Source newer = new Source(jar, entry, Integer.parseInt(path.substring(VERSIONS.length(), slash)));
        taken.merge(path.substring(slash + 1), newer, (old, other) -> old.jar() == jar && old.java() < other.java() ? other : old);
      } else {
        taken.putIfAbsent(isLegal(path) ? "META-INF/licenses/" + name + path.substring("META-INF".length()) : path, new Source(jar, entry, 0));
      }
    }
  }

  private static boolean isLegal(String path) {
    String upper = path.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/") && (upper.contains("LICENSE") || upper.contains("NOTICE") || upper.endsWith("/DEPENDENCIES"));
  }

  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream content = jar.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  private void write(String manifest, ZipOutputStream out) throws IOException {
    write("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8), out);
    for (Map.Entry<String, StringBuilder> service : services.entrySet()) {
      write(service.getKey(), service.getValue().toString().getBytes(StandardCharsets.UTF_8), out);
    }
    for (Map.Entry<String, Source> one : taken.entrySet()) {
      write(one.getKey(), read(one.getValue().jar(), one.getValue().entry()), out);
    }
  }

  private static void write(String path, byte[] bytes, ZipOutputStream out) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry stored = new ZipEntry(path);
    stored.setMethod(ZipEntry.STORED);
    stored.setTimeLocal(TIME);
    stored.setSize(bytes.length);
    stored.setCrc(sum.getValue());
    out.putNextEntry(stored);
    out.write(bytes);
  }
}
