/**
 * Alert routers that share one state: the first member hosts the state table and answers the others over TCP; each member runs jobs of
 * its own, and the conditions of the stores see to it that one of them does each. In go a {@link dev.narthex.tsdb.catalog.ControlState}
 * and addresses, out come the same state elsewhere and the list of members. Start at
 * {@link dev.narthex.local.alertmanager.cluster.Cluster}.
 *
 * <pre>
 * request  = magic, version, role ('J' join or 'S' state), label, then
 * J        = name, address; the answer is 'R' address-of-host, or 'M' list again and again, at least each second, each heard with a 0
 * S        = requests and answers in turns ({@link dev.narthex.local.alertmanager.cluster.StateWire})
 * refusal  = 'X' sentence, in place of the first answer
 * </pre>
 *
 * Whoever reaches the address may read and change everything, as with Alertmanager's gossip: it belongs into a network of its own.
 */
@NullMarked
package dev.narthex.local.alertmanager.cluster;

import org.jspecify.annotations.NullMarked;
