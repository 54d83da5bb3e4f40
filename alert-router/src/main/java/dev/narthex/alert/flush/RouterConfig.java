package dev.narthex.alert.flush;

import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.ReceiverConfig;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Receiver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A configuration in force: the file, and its receivers ready to send.
 *
 * @param integrations by receiver name
 * @param labels expands the labels of routes
 */
public record RouterConfig(AlertmanagerConfig file, Map<String, List<Integration>> integrations, RouteLabels labels) {
  private static final int ID_BYTES = 8;

  public RouterConfig {
    integrations = Map.copyOf(integrations);
  }

  /**
   * Builds the receivers. Opens nothing.
   *
   * @param build makes the sender of a configuration
   */
  public static RouterConfig of(AlertmanagerConfig file, Function<IntegrationConfig, Receiver> build, RouteLabels labels) {
    Map<String, List<Integration>> integrations = new HashMap<>();
    for (ReceiverConfig receiver : file.receivers()) {
      integrations.put(receiver.name(), integrations(receiver, build));
    }
    return new RouterConfig(file, integrations, labels);
  }

  private static List<Integration> integrations(ReceiverConfig receiver, Function<IntegrationConfig, Receiver> build) {
    List<Integration> built = new ArrayList<>();
    Map<String, Integer> twins = new HashMap<>();
    for (IntegrationConfig config : receiver.all()) {
      int twin = twins.merge(config.kind() + "/" + config.identity(), 1, Integer::sum) - 1;
      String identity = config.identity() + (twin == 0 ? "" : "#" + twin);
      built.add(new Integration(id(receiver.name(), config.kind(), identity), receiver.name(), identity, config, build.apply(config)));
    }
    return List.copyOf(built);
  }

  private static String id(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The integrations of a receiver, in the order of the file. */
  public List<Integration> of(String receiver) {
    return integrations.getOrDefault(receiver, List.of());
  }
}
