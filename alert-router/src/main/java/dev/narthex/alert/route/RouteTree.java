package dev.narthex.alert.route;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole tree. Immutable.
 *
 * @param own routes beside the tree, for alerts that the router makes itself: the first that matches takes the alert, and the tree does not
 *     see it
 */
public record RouteTree(Route root, List<Route> own) {
  public RouteTree {
    own = List.copyOf(own);
  }

  public RouteTree(Route root) {
    this(root, List.of());
  }

  /** The same tree with routes beside it. */
  public RouteTree before(List<Route> routes) {
    return new RouteTree(root, routes);
  }

  /**
   * The routes that handle an alert, in tree order: depth first, left to right. A node hands the alert to its matching children; the
   * first that matches ends the search unless it says {@code continue}; a node whose children all refuse handles it itself.
   */
  public List<Route> match(Labels alert) {
    for (Route route : own) {
      if (LabelMatcher.allMatch(route.matchers(), alert)) {
        return List.of(route);
      }
    }
    List<Route> found = new ArrayList<>();
    collect(root, alert, found);
    return found;
  }

  private static boolean collect(Route route, Labels alert, List<Route> found) {
    if (!LabelMatcher.allMatch(route.matchers(), alert)) {
      return false;
    }
    int before = found.size();
    for (Route child : route.children()) {
      boolean taken = collect(child, alert, found);
      if (taken && child.continuation() == Route.Continuation.STOP) {
        break;
      }
    }
    if (found.size() == before) {
      found.add(route);
    }
    return true;
  }

  /** Every node of the tree, parents before children. */
  public List<Route> all() {
    List<Route> all = new ArrayList<>();
    add(root, all);
    return all;
  }

  private static void add(Route route, List<Route> all) {
    all.add(route);
    for (Route child : route.children()) {
      add(child, all);
    }
  }

  public Optional<Route> byId(String id) {
    return Stream.concat(own.stream(), all().stream()).filter(r -> r.id().equals(id)).findFirst();
  }
}
