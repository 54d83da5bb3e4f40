package dev.narthex.jobs.target;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;

/**
 * One target of a target set.
 *
 * @param pool the scrape pool ({@code job_name} of its configuration)
 * @param labels final labels, without those that begin with {@code __}
 * @param discovered labels before relabelling, for the targets page
 * @param url what is asked, with parameters
 * @param interval milliseconds
 * @param timeout milliseconds
 * @param options labels that begin with {@code __} and steer the scrape beyond URL, interval and timeout; mostly empty
 */
public record PublishedTarget(
    TargetIdentity identity, String pool, Labels labels, Labels discovered, String url, long interval, long timeout, Labels options) {}
