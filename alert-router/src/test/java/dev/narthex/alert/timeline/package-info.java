/** Stories about the whole router, told against a virtual clock. Start at {@link dev.narthex.alert.timeline.Timeline}. */
@NullMarked
package dev.narthex.alert.timeline;

import org.jspecify.annotations.NullMarked;
