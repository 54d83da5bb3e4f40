package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.ingest.discovery.TargetDiscovery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir
  private Path folder;

  /** Stands in the test's own classes; the jar only names it. */
  public static final class Example implements DiscoveryPlugin {
    @Override
    public Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms(Map<String, String> environment, InstantSource clock) {
      return Map.of("example_sd_configs", entry -> List::of);
    }
  }

  private void jar(String name, String entry, String text) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void mechanismsOfJarsInAFolderOfTheFolder() throws IOException {
    jar("example/plugin.jar", "META-INF/services/" + DiscoveryPlugin.class.getName(), Example.class.getName());
    assertThat(Plugins.from(folder).mechanisms(Map.of(), InstantSource.system())).containsOnlyKeys("example_sd_configs");
  }

  @Test
  void whatIsNoPluginIsSaid() throws IOException {
    assertThatThrownBy(() -> Plugins.from(folder)).isInstanceOf(CommandException.class).hasMessageContaining("no jar");
    jar("other.jar", "readme", "x");
    assertThatThrownBy(() -> Plugins.from(folder).mechanisms(Map.of(), InstantSource.system())).isInstanceOf(CommandException.class).hasMessageContaining("hold no discovery plug-in");
    jar("broken.jar", "META-INF/services/" + DiscoveryPlugin.class.getName(), "no.such.Plugin");
    assertThatThrownBy(() -> Plugins.from(folder).mechanisms(Map.of(), InstantSource.system())).isInstanceOf(CommandException.class).hasMessageContaining("cannot be loaded");
    assertThatThrownBy(() -> Plugins.from(folder.resolve("none"))).isInstanceOf(CommandException.class);
  }
}
