/** Notifications that need an AWS client: {@link dev.narthex.aws.notify.SnsTopicPublisher} publishes to SNS. */
@NullMarked
package dev.narthex.aws.notify;

import org.jspecify.annotations.NullMarked;
