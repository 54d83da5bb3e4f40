/**
 * What is true of {@code infra/} without running Terraform: rights, encryption, retention, triggers, and that the modules agree with the
 * zips, the routes and the documentation. {@link dev.narthex.infra.Hcl} reads the files; {@code RightsTest} is the place to start.
 */
package dev.narthex.infra;
