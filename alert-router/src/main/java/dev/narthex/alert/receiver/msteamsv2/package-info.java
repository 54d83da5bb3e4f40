/** {@code msteamsv2_configs}: an adaptive card for Power Automate workflows. Start at {@link dev.narthex.alert.receiver.msteamsv2.Msteamsv2Config}. */
@NullMarked
package dev.narthex.alert.receiver.msteamsv2;

import org.jspecify.annotations.NullMarked;
