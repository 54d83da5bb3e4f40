package dev.narthex.jobs.alert;

import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.AlertmanagerReader;
import dev.narthex.alert.config.RouterExtrasReader;
import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.ConfigPart;
import dev.narthex.template.TemplateException;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code alertmanager.yml}, its template files and {@code alerts} of narthex.yml, beside the {@code prometheus.yml}. Without the first there is no router. */
public final class RouterFiles implements ConfigPart {
  /** The file of the router. */
  public static final String MAIN_FILE = "alertmanager.yml";

  private final AlertmanagerReader reader;
  private final InstantSource clock;
  private final RouterOptions options;

  public RouterFiles(RouterOptions options, InstantSource clock) {
    this.reader = new AlertmanagerReader(options.mode(), options.retention());
    this.clock = clock;
    this.options = options;
  }

  /** What stands in links of notifications when narthex.yml does not say. */
  String externalUrl() {
    return options.externalUrl();
  }

  /** What the files say. */
  public record Loaded(AlertmanagerConfig config, NotificationTemplates templates) {}

  @Override
  public void read(ConfigFolder folder, Map<String, String> files, Consumer<String> warnings) {
    load(folder, files, options.externalUrl()).ifPresent(loaded -> loaded.config().warnings().forEach(warnings));
  }

  /**
   * Reads the files of a folder; empty when it has no router.
   *
   * @param files where each file that was read is put
   * @param externalUrl stands in links of notifications
   */
  Optional<Loaded> load(ConfigFolder folder, Map<String, String> files, String externalUrl) {
    return load(folder, MAIN_FILE, files, externalUrl);
  }

  /**
   * Reads a file of the router under any name; empty when there is none.
   *
   * @throws ConfigException when it or a template file is not usable
   */
  public Optional<Loaded> load(ConfigFolder folder, String file) {
    return load(folder, file, new HashMap<>(), options.externalUrl());
  }

  private Optional<Loaded> load(ConfigFolder folder, String main, Map<String, String> files, String externalUrl) {
    Optional<String> text = text(folder, main);
    Optional<YamlNode> extras = extras(folder);
    if (text.isEmpty()) {
      extras.ifPresent(node -> {
        throw new ConfigException(node.position(), RouterExtrasReader.KEY + " belongs to the alert router, but there is no " + main + " beside it");
      });
      return Optional.empty();
    }
    files.put(main, text.get());
    AlertmanagerConfig read = reader.read(main, text.get());
    AlertmanagerConfig config = extras.map(node -> RouterExtrasReader.extend(read, node, options.mode())).orElse(read);
    List<NotificationTemplates.Source> sources = new ArrayList<>();
    for (String pattern : config.templates()) {
      for (String file : matching(folder, main, pattern)) {
        String template = text(folder, file).orElse("");
        files.put(file, template);
        sources.add(new NotificationTemplates.Source(file, template));
      }
    }
    try {
      return Optional.of(new Loaded(config, NotificationTemplates.compile(sources, externalUrl, clock)));
    } catch (TemplateException e) {
      throw new ConfigException(main, "templates: " + e.getMessage(), e);
    }
  }

  /** {@code alerts} of narthex.yml; the rest of that file is read elsewhere. */
  private static Optional<YamlNode> extras(ConfigFolder folder) {
    return text(folder, ConfigLoader.OWN_FILE)
        .map(yaml -> YamlParser.parse(ConfigLoader.OWN_FILE, yaml))
        .flatMap(node -> node instanceof YamlNode.Mapping mapping ? mapping.entries().stream().filter(e -> e.key().equals(RouterExtrasReader.KEY)).findFirst() : Optional.empty())
        .map(YamlNode.Entry::value)
        .filter(node -> !(node instanceof YamlNode.Scalar scalar && scalar.isNull()));
  }

  private static Optional<String> text(ConfigFolder folder, String path) {
    try {
      return folder.read(path);
    } catch (IOException e) {
      throw new ConfigException(path, "the file cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> matching(ConfigFolder folder, String main, String pattern) {
    try {
      return folder.matching(pattern);
    } catch (IOException | java.util.regex.PatternSyntaxException e) {
      throw new ConfigException(main, "templates: \"" + pattern + "\" cannot be looked up: " + e.getMessage(), e);
    }
  }
}
