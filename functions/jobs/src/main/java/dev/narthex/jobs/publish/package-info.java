/**
 * Plans that discovery publishes: one content-addressed object each, one pointer that moves by condition. In goes a plan, out comes what
 * is in force. Start reading at {@link dev.narthex.jobs.publish.Publication}.
 */
@NullMarked
package dev.narthex.jobs.publish;

import org.jspecify.annotations.NullMarked;
