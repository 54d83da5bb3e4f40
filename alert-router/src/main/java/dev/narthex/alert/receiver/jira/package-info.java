/** {@code jira_configs}: an issue for each group, searched, created, changed and moved on. Start at {@link dev.narthex.alert.receiver.jira.JiraConfig}. */
@NullMarked
package dev.narthex.alert.receiver.jira;

import org.jspecify.annotations.NullMarked;
