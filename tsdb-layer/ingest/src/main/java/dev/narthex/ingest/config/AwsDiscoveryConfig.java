package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One entry of a discovery that asks AWS, such as {@code ec2_sd_configs}. Read and checked wherever a configuration is loaded; only a
 * driver that brings the AWS plug-in along can serve it.
 *
 * @param role what is asked for
 * @param region where; when absent the process's own
 * @param endpoint of the service, instead of AWS's
 * @param keys an access key and its secret; when absent the process's own credentials, or the profile's
 * @param profile of the shared AWS configuration files
 * @param roleArn a role to assume first, with the external id
 * @param refresh how long an answer may be used
 * @param port of the targets whose own port AWS does not know; empty when it is not given
 * @param filters of DescribeInstances
 * @param names the clusters, target groups, namespaces or functions to look at; all when empty
 */
public record AwsDiscoveryConfig(
    Role role,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<Keys> keys,
    Optional<String> profile,
    Optional<String> roleArn,
    Optional<String> externalId,
    PromDuration refresh,
    Optional<Integer> port,
    List<Filter> filters,
    List<String> names) {
  private static final int HIGHEST_PORT = 65_535;

  /** What is discovered. */
  public enum Role {
    EC2("ec2", ""),
    ECS("ecs", "clusters"),
    LIGHTSAIL("lightsail", ""),
    LAMBDA("lambda", "functions"),
    ALB("alb", "target_groups"),
    CLOUDMAP("cloudmap", "namespaces");

    private final String word;
    private final String namesKey;

    Role(String word, String namesKey) {
      this.word = word;
      this.namesKey = namesKey;
    }

    /** The word in {@code <word>_sd_configs} and, for the three that Prometheus knows, in {@code role}. */
    public String word() {
      return word;
    }

    String key() {
      return word + SUFFIX;
    }
  }

  /** An access key. */
  public record Keys(String access, Secret secret) {}

  /** A filter of DescribeInstances: any of the values. */
  public record Filter(String name, List<String> values) {}

  private static final String SUFFIX = "_sd_configs";
  private static final String WITH_ROLE = "aws" + SUFFIX;
  private static final Set<String> NOT_BUILT = Set.of("msk", "elasticache", "rds");

  /** The keys in the file under which such entries stand. */
  public static final Set<String> KEYS =
      Set.copyOf(Arrays.stream(Role.values()).map(Role::key).collect(Collectors.toCollection(() -> new TreeSet<>(Set.of(WITH_ROLE)))));

  public AwsDiscoveryConfig {
    filters = List.copyOf(filters);
    names = List.copyOf(names);
  }

  /**
   * Reads one entry.
   *
   * @param key under which it stands: one of {@link #KEYS}
   * @throws dev.narthex.yaml.ConfigException when it is not usable
   */
  public static AwsDiscoveryConfig read(String key, YamlNode entry) {
    return MappingReader.read(entry, key, r -> read(role(key, r), key, r));
  }

  private static Role role(String key, MappingReader r) {
    if (!key.equals(WITH_ROLE)) {
      return Arrays.stream(Role.values()).filter(role -> role.key().equals(key)).findFirst().orElseThrow();
    }
    String word = r.required("role").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "ec2" -> Role.EC2;
      case "ecs" -> Role.ECS;
      case "lightsail" -> Role.LIGHTSAIL;
      default -> throw r.error("role", NOT_BUILT.contains(word) ? "the role " + word + " is not supported here; use ec2, ecs or lightsail"
          : "unknown role \"" + word + "\"; use ec2, ecs or lightsail");
    };
  }

  private static AwsDiscoveryConfig read(Role role, String key, MappingReader r) {
    Optional<String> access = r.string("access_key");
    Optional<Secret> secret = r.secret("secret_key");
    if (access.isPresent() != secret.isPresent()) {
      throw r.error(access.isPresent() ? "access_key" : "secret_key", "access_key and secret_key must be given together");
    }
    Optional<String> roleArn = r.string("role_arn");
    Optional<String> externalId = r.string("external_id");
    if (externalId.isPresent() && roleArn.isEmpty()) {
      throw r.error("external_id", "external_id needs role_arn: it is said when that role is assumed");
    }
    Optional<Long> port = r.count("port");
    if (port.orElse(1L) == 0 || port.orElse(1L) > HIGHEST_PORT) {
      throw r.error("port", "a port is between 1 and " + HIGHEST_PORT);
    }
    return new AwsDiscoveryConfig(
        role,
        r.string("region").filter(region -> !region.isEmpty()),
        r.parsed("endpoint", AwsDiscoveryConfig::endpoint),
        access.flatMap(id -> secret.map(value -> new Keys(id, value))),
        r.string("profile"),
        roleArn,
        externalId,
        refresh(r),
        port.map(Long::intValue),
        only(role == Role.EC2, key, "filters", r) ? r.mappings("filters", AwsDiscoveryConfig::filter) : List.of(),
        names(role, key, r));
  }

  private static PromDuration refresh(MappingReader r) {
    PromDuration refresh = r.duration("refresh_interval").orElse(PromDuration.ofSeconds(60));
    if (refresh.isZero()) {
      throw r.error("refresh_interval", "refresh_interval must be longer than zero");
    }
    return refresh;
  }

  private static List<String> names(Role role, String key, MappingReader r) {
    for (Role other : Role.values()) {
      if (!other.namesKey.isEmpty() && other != role && key.equals(WITH_ROLE)) {
        only(false, key, other.namesKey, r);
      }
    }
    return role.namesKey.isEmpty() ? List.of() : r.strings(role.namesKey);
  }

  /** A key of {@code aws_sd_configs} that another role has is refused by its name; elsewhere it is simply unknown. */
  private static boolean only(boolean allowed, String key, String name, MappingReader r) {
    if (!allowed && key.equals(WITH_ROLE) && r.has(name)) {
      throw r.error(name, name + " does not go with this role");
    }
    return allowed;
  }

  private static Filter filter(MappingReader r) {
    Filter filter = new Filter(r.required("name"), r.strings("values"));
    if (filter.values().isEmpty()) {
      throw r.error("values", "a filter needs at least one of values");
    }
    return filter;
  }

  private static URI endpoint(String text) {
    URI uri = URI.create(text.contains("://") ? text : "https://" + text);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("\"" + text + "\" is no URL of a service, such as https://ec2.eu-west-1.amazonaws.com");
    }
    return uri;
  }

  /** What a message calls it: the role and the region. */
  public String name() {
    return role.word() + region.map(r -> " in " + r).orElse("");
  }
}
