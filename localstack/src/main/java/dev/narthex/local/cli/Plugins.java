package dev.narthex.local.cli;

import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.ingest.discovery.TargetDiscovery;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Discovery out of a folder of jars: those in it, and those in its folders, which are loaded together for as long as the process lives. */
final class Plugins {
  /** No mechanism. */
  static final DiscoveryPlugin NONE = (environment, clock) -> Map.of();

  private static final int DEPTH = 2;

  private Plugins() {}

  /** The plug-ins of a folder that the user named, else of {@code plugins} beside the launcher. */
  static DiscoveryPlugin from(@Nullable Path named) {
    Path folder = named == null ? Home.folder().resolve("plugins") : named;
    if (named == null && !Files.isDirectory(folder)) {
      return NONE;
    }
    List<URL> jars = jars(folder);
    if (jars.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "there is no jar in the plug-in folder " + folder);
    }
    // Open until the process ends: classes are loaded as they are needed.
    URLClassLoader loader = new URLClassLoader("plugins", jars.toArray(URL[]::new), Plugins.class.getClassLoader());
    return (environment, clock) -> mechanisms(folder, loader, environment, clock);
  }

  private static Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms(
      Path folder, URLClassLoader loader, Map<String, String> environment, InstantSource clock) {
    Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms = new HashMap<>();
    try {
      ServiceLoader.load(DiscoveryPlugin.class, loader).forEach(plugin -> mechanisms.putAll(plugin.mechanisms(environment, clock)));
    } catch (ServiceConfigurationError e) {
      throw new CommandException(ExitCode.USAGE, "the plug-ins in " + folder + " cannot be loaded: " + e.getMessage(), e);
    }
    if (mechanisms.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "the jars in " + folder + " hold no discovery plug-in");
    }
    return mechanisms;
  }

  private static List<URL> jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".jar")).sorted().toList()) {
        jars.add(file.toUri().toURL());
      }
      return jars;
    } catch (MalformedURLException e) {
      throw new CommandException(ExitCode.USAGE, "the plug-in folder " + folder + " has a jar whose name is no URL", e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.IO, "the plug-in folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
