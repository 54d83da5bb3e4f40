package dev.narthex.alert.group;

import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which groups alerts belong to. Remembers some thousand groups that it has named. Safe for concurrent use. */
public final class Grouping {
  private static final int ID_BYTES = 16;
  private static final int KNOWN_PER_ROUTE = 5_000;

  private final RouteTree routes;
  /** By route, as the very object of the tree; not changed once filled. */
  private final Map<Route, ConcurrentMap<Labels, Place>> known = new IdentityHashMap<>();

  public Grouping(RouteTree routes) {
    this.routes = routes;
    routes.all().forEach(route -> known.put(route, new ConcurrentHashMap<>()));
    routes.own().forEach(route -> known.put(route, new ConcurrentHashMap<>()));
  }

  /** Whether this is by that very tree. */
  public boolean isOf(RouteTree tree) {
    return routes == tree;
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
      places.add(place(route, route.groupBy().of(alert)));
    }
    return places;
  }

  private Place place(Route route, Labels labels) {
    ConcurrentMap<Labels, Place> named = Objects.requireNonNull(known.get(route), "a route of the tree");
    Place place = named.get(labels);
    if (place == null) {
      if (named.size() >= KNOWN_PER_ROUTE) {
        named.clear();
      }
      place = new Place(id(route, labels), route, labels);
      named.put(labels, place);
    }
    return place;
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
