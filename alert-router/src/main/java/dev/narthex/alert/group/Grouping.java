package dev.narthex.alert.group;

import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which groups alerts belong to. Remembers the groups that it has named, so it is made anew for each set of alerts. Not safe for concurrent use. */
public final class Grouping {
  private static final int ID_BYTES = 16;

  private final RouteTree routes;
  private final Map<Route, Map<Labels, Place>> known = new IdentityHashMap<>();

  public Grouping(RouteTree routes) {
    this.routes = routes;
  }

  /**
   * A group that an alert belongs to, whether it exists or not.
   *
   * @param id 32 hexadecimal digits; the same for the same route and labels, for ever
   */
  public record Place(String id, Route route, Labels labels) {}

  /** The places of an alert, in tree order. */
  public List<Place> places(Labels alert) {
    List<Place> places = new ArrayList<>();
    for (Route route : routes.match(alert)) {
      Labels labels = route.groupBy().of(alert);
      places.add(known.computeIfAbsent(route, r -> new HashMap<>()).computeIfAbsent(labels, l -> new Place(id(route, l), route, l)));
    }
    return places;
  }

  /** The names of an alert's groups, in tree order. */
  public List<String> ids(Labels alert) {
    return places(alert).stream().map(Place::id).toList();
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
