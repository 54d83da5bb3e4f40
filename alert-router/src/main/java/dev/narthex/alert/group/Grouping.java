package dev.narthex.alert.group;

import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Which groups an alert belongs to. */
public final class Grouping {
  private static final int ID_BYTES = 16;

  private Grouping() {}

  /**
   * A group that an alert belongs to, whether it exists or not.
   *
   * @param id 32 hexadecimal digits; the same for the same route and labels, for ever
   */
  public record Place(String id, Route route, Labels labels) {}

  /** The places of an alert, in tree order. */
  public static List<Place> places(RouteTree routes, Labels alert) {
    List<Place> places = new ArrayList<>();
    for (Route route : routes.match(alert)) {
      Labels labels = route.groupBy().of(alert);
      places.add(new Place(id(route, labels), route, labels));
    }
    return places;
  }

  private static String id(Route route, Labels labels) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(route.id().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      byte[] hash = digest.digest(labels.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
