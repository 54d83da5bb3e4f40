/**
 * What the HTTP surface shows of the running installation: the ports of {@code dev.narthex.api}, answered from the published target
 * set, the catalogue and the configuration in force.
 */
@NullMarked
package dev.narthex.jobs.view;

import org.jspecify.annotations.NullMarked;
