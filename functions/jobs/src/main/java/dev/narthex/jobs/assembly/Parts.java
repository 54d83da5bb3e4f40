package dev.narthex.jobs.assembly;

import dev.narthex.api.series.SeriesSources;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.discover.TargetFinder;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.scrape.ShardScraper;
import dev.narthex.jobs.target.TargetReports;
import dev.narthex.jobs.tick.PlannedWork;

/**
 * The pieces that touch storage and targets; a simulation replaces some of them.
 *
 * @param upkeep plans compactions and sweeps
 */
public record Parts(
    TargetFinder finder,
    ShardScraper scraper,
    LevelZeroSink sink,
    TargetReports reports,
    SeriesSources sources,
    PlannedWork upkeep,
    JobFunction<Job.Compact> compact,
    JobFunction<Job.Sweep> sweep,
    RuleParts rules) {}
