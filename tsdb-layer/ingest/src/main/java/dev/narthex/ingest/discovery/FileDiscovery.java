package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code file_sd_configs}. A file that is absent has no targets; one that cannot be read or parsed fails the whole mechanism, so that its former targets stay. */
final class FileDiscovery implements TargetDiscovery {
  private final DiscoveryConfig.Files config;
  private final ConfigFolder folder;

  FileDiscovery(DiscoveryConfig.Files config, ConfigFolder folder) {
    this.config = config;
    this.folder = folder;
  }

  @Override
  public List<Group> discover() throws DiscoveryException {
    List<Group> groups = new ArrayList<>();
    for (String pattern : config.patterns()) {
      try {
        for (String file : folder.matching(pattern)) {
          String text = folder.read(file).orElse("");
          groups.addAll(GroupList.parse(file, text, GroupList.Notation.of(file), "__meta_filepath", file));
        }
      } catch (IOException e) {
        throw new DiscoveryException("file_sd_configs: \"" + pattern + "\" cannot be read: " + e.getMessage(), e);
      } catch (ConfigException e) {
        throw new DiscoveryException("file_sd_configs: " + e.getMessage(), e);
      }
    }
    return groups;
  }
}
