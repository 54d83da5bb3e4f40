package dev.narthex.ingest.exposition;

import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import java.util.HashMap;
import java.util.Map;

/** What the comments of a body said about metric families, and which family a series name belongs to. */
final class Families {
  private static final class Family {
    private MetricType type = MetricType.UNKNOWN;
    private String help = "";
    private String unit = "";
    private MetricMetadata metadata = MetricMetadata.UNKNOWN;
    private boolean used;
  }

  private final Map<String, Family> families = new HashMap<>();
  private String lastName = "";
  private MetricMetadata lastMetadata = MetricMetadata.UNKNOWN;

  void clear() {
    families.clear();
    lastName = "";
  }

  /** Each setter answers whether series that are known already have other metadata now. */
  boolean type(String name, MetricType type) {
    Family f = families.computeIfAbsent(name, _ -> new Family());
    boolean changed = f.type != type;
    f.type = type;
    return changed && refresh(f);
  }

  boolean help(String name, String help) {
    Family f = families.computeIfAbsent(name, _ -> new Family());
    boolean changed = !f.help.equals(help);
    f.help = help;
    return changed && refresh(f);
  }

  boolean unit(String name, String unit) {
    Family f = families.computeIfAbsent(name, _ -> new Family());
    boolean changed = !f.unit.equals(unit);
    f.unit = unit;
    return changed && refresh(f);
  }

  private boolean refresh(Family f) {
    lastName = "";
    f.metadata = new MetricMetadata(f.type, f.help, f.unit);
    return f.used;
  }

  /** The metadata of the family of a series: that of its own name, else of its name without a suffix that the family's type has. */
  MetricMetadata of(String seriesName) {
    if (!seriesName.equals(lastName)) {
      lastMetadata = find(seriesName);
      lastName = seriesName;
    }
    return lastMetadata;
  }

  private MetricMetadata find(String seriesName) {
    Family own = families.get(seriesName);
    if (own != null) {
      own.used = true;
      return own.metadata;
    }
    int underscore = seriesName.lastIndexOf('_');
    if (underscore > 0) {
      Family f = families.get(seriesName.substring(0, underscore));
      if (f != null && hasSuffix(f.type, seriesName.substring(underscore))) {
        f.used = true;
        return f.metadata;
      }
    }
    return MetricMetadata.UNKNOWN;
  }

  private static boolean hasSuffix(MetricType type, String suffix) {
    return switch (type) {
      case COUNTER -> suffix.equals("_total") || suffix.equals("_created");
      case HISTOGRAM -> suffix.equals("_bucket") || suffix.equals("_count") || suffix.equals("_sum") || suffix.equals("_created");
      case GAUGEHISTOGRAM -> suffix.equals("_bucket") || suffix.equals("_gcount") || suffix.equals("_gsum");
      case SUMMARY -> suffix.equals("_count") || suffix.equals("_sum") || suffix.equals("_created");
      case INFO -> suffix.equals("_info");
      case GAUGE, STATESET, UNKNOWN -> false;
    };
  }
}
