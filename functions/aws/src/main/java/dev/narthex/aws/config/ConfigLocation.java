package dev.narthex.aws.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one version of the configuration lies: {@code s3://BUCKET/KEY}, with {@code ?versionId=…} in a bucket that keeps what was replaced.
 *
 * @param version the object's version in the bucket; empty = the newest
 */
public record ConfigLocation(String bucket, String key, Optional<String> version) {
  private static final String VERSION = "?versionId=";
  private static final Pattern FORM = Pattern.compile("s3://([a-z0-9.-]+)/([^?]+)(\\?versionId=(.+))?");

  /**
   * Reads a location.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ConfigLocation parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no place of a configuration: it is s3://BUCKET/KEY or s3://BUCKET/KEY?versionId=VERSION");
    }
    return new ConfigLocation(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(4)));
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key + version.map(v -> VERSION + v).orElse("");
  }
}
