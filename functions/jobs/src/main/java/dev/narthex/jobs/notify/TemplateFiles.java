package dev.narthex.jobs.notify;

import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.ingest.config.ConfigFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the files of {@code templates:} in the configuration's folder. */
public final class TemplateFiles {
  private TemplateFiles() {}

  /** The files that match, each once, pattern by pattern; a pattern that matches nothing is fine, as with Alertmanager. */
  public static List<NotificationTemplates.Source> read(ConfigFolder folder, List<String> patterns) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    for (String pattern : patterns) {
      paths.addAll(folder.matching(pattern));
    }
    List<NotificationTemplates.Source> sources = new ArrayList<>();
    for (String path : paths) {
      folder.read(path).ifPresent(text -> sources.add(new NotificationTemplates.Source(path, text)));
    }
    return List.copyOf(sources);
  }
}
