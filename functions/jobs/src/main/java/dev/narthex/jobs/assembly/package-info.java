/**
 * Builds everything from ports. A driver makes one {@link dev.narthex.jobs.assembly.Ports}, hands it to
 * {@link dev.narthex.jobs.assembly.Assembly}, and gets the functions and the ports of the HTTP surface.
 */
@NullMarked
package dev.narthex.jobs.assembly;

import org.jspecify.annotations.NullMarked;
