/**
 * The HTTP surface: Prometheus' API v1 and its management routes as plain Micronaut controllers.
 *
 * <p>One package a capability, each with its controllers and the small ports they stand on: {@code query}, {@code series},
 * {@code target}, {@code status}, {@code lifecycle}, {@code federate}, {@code metrics}. {@code request} reads parameters,
 * {@code answer} writes envelopes and streams JSON. A driver (local server, Lambda handler) gives one
 * {@link dev.narthex.api.ApiPorts} to the application context. The list of routes is {@code openapi.yaml}.
 */
@NullMarked
package dev.narthex.api;

import org.jspecify.annotations.NullMarked;
