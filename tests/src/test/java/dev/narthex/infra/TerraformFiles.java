package dev.narthex.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The parsed files of {@code infra/}, by their path in it. */
record TerraformFiles(Path root, Map<String, Hcl.Body> bodies) {
  static TerraformFiles load() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("infra"))) {
      root = root.getParent();
    }
    Path infra = root.resolve("infra");
    Map<String, Hcl.Body> bodies = new TreeMap<>();
    try (Stream<Path> files = Files.walk(infra)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tf") && !f.toString().contains(".terraform")).toList()) {
        String name = infra.relativize(file).toString();
        bodies.put(name, HclParser.parse(name, Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TerraformFiles(root, bodies);
  }

  /** The files of the product: the root module and its parts, without examples. */
  TerraformFiles product() {
    Map<String, Hcl.Body> kept = new TreeMap<>(bodies);
    kept.keySet().removeIf(name -> name.startsWith("examples/"));
    return new TerraformFiles(root, kept);
  }

  Hcl.Body file(String name) {
    Hcl.Body body = bodies.get(name);
    if (body == null) {
      throw new IllegalArgumentException("there is no infra/" + name);
    }
    return body;
  }

  Stream<Hcl.Block> blocks(String type) {
    return bodies.values().stream().flatMap(body -> body.blocks(type));
  }

  /** All resources of a type. */
  List<Hcl.Block> resources(String type) {
    return blocks("resource").filter(block -> block.labels().getFirst().equals(type)).toList();
  }

  /** Every object in any expression. */
  Stream<Hcl.Members> objects() {
    return bodies.values().stream().flatMap(Hcl.Body::expressions).flatMap(Hcl::all).filter(Hcl.Members.class::isInstance).map(Hcl.Members.class::cast);
  }

  /** The value of a local of the root module. */
  Hcl local(String name) {
    return bodies.entrySet().stream().filter(entry -> !entry.getKey().contains("/")).flatMap(entry -> entry.getValue().blocks("locals"))
        .map(block -> block.body().attributes().get(name)).filter(value -> value != null).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no local." + name));
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }
}
