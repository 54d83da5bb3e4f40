package dev.narthex.promql.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The distinct annotations of a result, warnings first, each level in the order of its texts. */
public record Annotations(List<Annotation> all) {
  public static final Annotations NONE = new Annotations(List.of());

  /** Distinct and sorted. */
  public static Annotations of(Collection<Annotation> annotations) {
    return annotations.isEmpty() ? NONE : new Annotations(List.copyOf(new TreeSet<>(annotations)));
  }

  public List<String> warnings() {
    return texts(Annotation.Level.WARNING, all.size());
  }

  public List<String> infos() {
    return texts(Annotation.Level.INFO, all.size());
  }

  /** At most {@code limit} warnings, then one that says how many were left out, as Prometheus' API answers. */
  public List<String> warnings(int limit) {
    return texts(Annotation.Level.WARNING, limit);
  }

  /** At most {@code limit} infos, then one that says how many were left out. */
  public List<String> infos(int limit) {
    return texts(Annotation.Level.INFO, limit);
  }

  private List<String> texts(Annotation.Level level, int limit) {
    List<String> texts = new ArrayList<>();
    int omitted = 0;
    for (Annotation annotation : all) {
      if (annotation.level() != level) {
        continue;
      }
      if (texts.size() < limit) {
        texts.add(annotation.text());
      } else {
        omitted++;
      }
    }
    if (omitted > 0) {
      String what = level == Annotation.Level.WARNING ? "warning" : "info";
      texts.add(omitted + " more " + what + " annotations omitted");
    }
    return texts;
  }
}
