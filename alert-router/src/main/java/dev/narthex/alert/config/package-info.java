/**
 * {@code alertmanager.yml}: read strictly, every key of Alertmanager known, unknown ones refused with their line. In goes the text, out
 * comes an {@code AlertmanagerConfig}, which can print itself with secrets masked as Alertmanager would.
 */
@NullMarked
package dev.narthex.alert.config;

import org.jspecify.annotations.NullMarked;
