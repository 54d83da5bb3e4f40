package dev.narthex.ingest.config;

import dev.narthex.yaml.ByteSize;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.Map;

/**
 * Limits of one job's scrapes; 0 is no limit. A scrape that breaks one is discarded as a whole.
 *
 * @param bodySize bytes after decompression; a body of this size or more fails
 * @param samples after metric relabelling
 * @param targets after relabelling; more fail all targets of the job
 * @param labels labels of a series
 * @param labelNameLength UTF-8 bytes
 * @param labelValueLength UTF-8 bytes
 * @param keepDroppedTargets how many dropped targets are shown
 */
public record ScrapeLimits(long bodySize, long samples, long targets, long labels, long labelNameLength, long labelValueLength, long keepDroppedTargets) {
  public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0, 0);

  /** Reads the keys; an absent or zero one takes the global value. */
  static ScrapeLimits read(MappingReader r, ScrapeLimits global) {
    return new ScrapeLimits(
        or(r.size("body_size_limit").orElse(0L), global.bodySize),
        or(r.count("sample_limit").orElse(0L), global.samples),
        or(r.count("target_limit").orElse(0L), global.targets),
        or(r.count("label_limit").orElse(0L), global.labels),
        or(r.count("label_name_length_limit").orElse(0L), global.labelNameLength),
        or(r.count("label_value_length_limit").orElse(0L), global.labelValueLength),
        or(r.count("keep_dropped_targets").orElse(0L), global.keepDroppedTargets));
  }

  private static long or(long own, long global) {
    return own != 0 ? own : global;
  }

  Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree();
    if (bodySize != 0) {
      tree.put("body_size_limit", ByteSize.print(bodySize));
    }
    return tree.putLimit("sample_limit", samples).putLimit("target_limit", targets).putLimit("label_limit", labels)
        .putLimit("label_name_length_limit", labelNameLength).putLimit("label_value_length_limit", labelValueLength)
        .putLimit("keep_dropped_targets", keepDroppedTargets).build();
  }
}
