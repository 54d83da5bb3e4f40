/** Days of live work in seconds: the assembled functions under a virtual clock, with real scrapes over loopback. */
@NullMarked
package dev.narthex.jobs.simulation;

import org.jspecify.annotations.NullMarked;
