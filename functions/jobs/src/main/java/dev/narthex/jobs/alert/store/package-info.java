/**
 * The router's state in the state table: alerts, groups, silences, the notification log, flushes under way, the history. Each port of the
 * router has one implementation here over {@link dev.narthex.tsdb.catalog.ControlState}, and so runs in DynamoDB, in a file and in
 * memory. Start at {@link dev.narthex.jobs.alert.store.TableStores}.
 *
 * <pre>
 * pk &lt;tenant&gt;#alerts            sk fingerprint          alert, groups              v: version
 * pk &lt;tenant&gt;#groups            sk group                head                       v: version
 * pk &lt;tenant&gt;#group#&lt;group&gt;     sk fingerprint          member                     v: version of the alert
 * pk &lt;tenant&gt;#silences          sk id                   silence                    v: version
 * pk &lt;tenant&gt;#log#&lt;0…f&gt;         sk SHA-256 of the key   log entry                  v: flush in epoch milliseconds
 * pk &lt;tenant&gt;#flush#&lt;group&gt;     sk s#&lt;seq&gt;#&lt;chunk&gt;      snapshot, gzip             v: number of chunks
 * pk &lt;tenant&gt;#flush#&lt;group&gt;     sk w#&lt;integration&gt;      work                       v: version
 * pk &lt;tenant&gt;#limits           sk SHA-256 of the receiver  permits, queue, episode; gzip  v: version
 * pk &lt;tenant&gt;#switches         sk SHA-256 of the name  where a switch stands     v: version
 * pk &lt;tenant&gt;#history#&lt;day&gt;     sk &lt;millis&gt;#&lt;hash&gt;      history entry
 * </pre>
 *
 * All data is JSON.
 */
@NullMarked
package dev.narthex.jobs.alert.store;

import org.jspecify.annotations.NullMarked;
