/** Which network addresses user-given URLs may reach: {@link dev.narthex.net.AddressPolicy}. No I/O happens here; those who resolve and connect ask. */
@NullMarked
package dev.narthex.net;

import org.jspecify.annotations.NullMarked;
