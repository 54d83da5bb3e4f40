package dev.narthex.local.alertmanager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line as Alertmanager reads it: {@code --flag value} or {@code --flag=value}, switches with {@code --no-} in front of them,
 * some flags several times. Parsed by hand, because a library for it takes half of the time that the router takes to start.
 */
final class AlertmanagerFlags {
  /** Flags with a value that mean something here, and what {@code --help} says of them. */
  private static final List<Flag> HEEDED =
      List.of(
          new Flag("config.file", "alertmanager.yml", "The configuration."),
          new Flag("storage.path", "data/", "Where everything is kept."),
          new Flag("data.retention", "120h", "How long the notification log and expired silences are kept."),
          new Flag("data.maintenance-interval", "15m", "How often old state is removed."),
          new Flag("silences.max-silences", "0", "Silences kept, expired ones included; 0 = no limit."),
          new Flag("silences.max-silence-size-bytes", "0", "Size of one silence; 0 = no limit."),
          new Flag("alerts.per-alertname-limit", "0", "Alerts of one name; 0 = no limit."),
          new Flag("alerts.gc-interval", "30m", "How long resolved alerts are remembered."),
          new Flag("dispatch.start-delay", "0s", "No notification before that much time has passed."),
          new Flag("web.listen-address", ":9093", "Where to answer HTTP."),
          new Flag("web.external-url", "", "Where people reach it, for links in notifications."),
          new Flag("web.route-prefix", "", "What stands before all paths; by default the path of --web.external-url."),
          new Flag("cluster.listen-address", "", "Where members join that are to share this one's state; by default nobody can."),
          new Flag("cluster.advertise-address", "", "What other members are told instead of --cluster.listen-address."),
          new Flag("cluster.peer", "", "A member whose state to share; may be repeated, the first that answers is joined."),
          new Flag("cluster.label", "", "Members of another label are not let in."),
          new Flag("cluster.peer-name", "", "Names the member; by default something unique."),
          new Flag("cluster.peers-resolve-timeout", "15s", "How long to look for a peer that answers."),
          new Flag("enable-feature", "", "classic-mode or utf8-strict-mode; others have no effect. Comma-separated or repeated."));

  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "log.level", "log.format", "web.get-concurrency", "web.timeout", "dispatch.maintenance-interval", "cluster.peer-timeout",
          "cluster.gossip-interval", "cluster.pushpull-interval", "cluster.settle-timeout", "cluster.probe-timeout", "cluster.probe-interval",
          "cluster.tcp-timeout", "cluster.reconnect-interval", "cluster.reconnect-timeout", "auto-gomemlimit.ratio");

  /** Whoever gives these relies on a protection that is not here. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "web.config.file", "TLS and logins are not built in here; leave it out and put a reverse proxy in front",
          "cluster.tls-config", "members talk unencrypted; leave it out and keep them in a network of their own");

  private static final Set<String> SWITCHES = Set.of("log.silences", "cluster.allow-insecure-public-advertise-address-discovery", "web.systemd-socket");

  private record Flag(String name, String standard, String says) {}

  private final Map<String, List<String>> values;

  private AlertmanagerFlags(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a command line.
   *
   * @throws FlagException when it holds something else
   */
  static AlertmanagerFlags parse(String... arguments) {
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("-h")) {
        argument = "--help";
      }
      if (!argument.startsWith("--")) {
        throw new FlagException("unexpected " + argument);
      }
      int equal = argument.indexOf('=');
      String name = argument.substring(2, equal < 0 ? argument.length() : equal);
      if (isSwitch(name)) {
        values.computeIfAbsent(name, k -> new ArrayList<>()).add("");
        continue;
      }
      if (!WITHOUT_EFFECT.contains(name) && !REFUSED.containsKey(name) && HEEDED.stream().noneMatch(flag -> flag.name.equals(name))) {
        throw new FlagException("unknown long flag '--" + name + "'");
      }
      if (equal < 0 && ++i == arguments.length) {
        throw new FlagException("expected argument for flag '--" + name + "'");
      }
      String value = equal < 0 ? arguments[i] : argument.substring(equal + 1);
      if (REFUSED.containsKey(name) && !value.isEmpty()) {
        throw new FlagException("--" + name + ": " + REFUSED.get(name));
      }
      values.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
    }
    return new AlertmanagerFlags(values);
  }

  private static boolean isSwitch(String name) {
    return name.equals("help") || name.equals("version") || SWITCHES.contains(name.startsWith("no-") ? name.substring(3) : name);
  }

  /** Whether a flag was given. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** What was given last, or what stands for it when nothing was. */
  String value(String name) {
    return given(name).orElseGet(() -> HEEDED.stream().filter(flag -> flag.name.equals(name)).findFirst().orElseThrow().standard);
  }

  Optional<String> given(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }

  /** All that was given. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  static String help() {
    StringBuilder text = new StringBuilder("usage: alertmanager [<flags>]\n\nNarthex' alert router with the flags of Alertmanager.\n\n");
    for (Flag flag : HEEDED) {
      String standard = flag.standard.isEmpty() ? "" : " (default: " + flag.standard + ")";
      text.append(String.format("  %-36s %s%s%n", "--" + flag.name + "=VALUE", flag.says, standard));
    }
    text.append(String.format("  %-36s %s%n", "--version", "Print the version."));
    text.append(String.format("  %-36s %s%n%n", "-h, --help", "Print this."));
    text.append("Refused when they say something:\n");
    REFUSED.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> text.append(String.format("  %-36s %s%n", "--" + e.getKey() + "=VALUE", e.getValue())));
    text.append("\nTaken, without effect here:\n");
    WITHOUT_EFFECT.stream().sorted().forEach(name -> text.append("  --").append(name).append('\n'));
    SWITCHES.stream().sorted().forEach(name -> text.append("  --[no-]").append(name).append('\n'));
    return text.toString();
  }
}
