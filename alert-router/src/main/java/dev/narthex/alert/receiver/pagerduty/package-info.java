/** {@code pagerduty_configs}: events of version 2 (routing key) and version 1 (service key). Start at {@link dev.narthex.alert.receiver.pagerduty.PagerdutyConfig}. */
@NullMarked
package dev.narthex.alert.receiver.pagerduty;

import org.jspecify.annotations.NullMarked;
