/**
 * The routing tree: which receivers hear of an alert, in which groups and with which timing. A tree of the config and an alert's
 * labels in, routes and group keys out. Start at {@link dev.narthex.alert.route.RouteTree}.
 */
@NullMarked
package dev.narthex.alert.route;

import org.jspecify.annotations.NullMarked;
