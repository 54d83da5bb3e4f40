package dev.narthex.jobs;

/** The code of each kind of job. */
public record JobFunctions(
    JobFunction<Job.Discover> discover,
    JobFunction<Job.Scrape> scrape,
    JobFunction<Job.Evaluate> evaluate,
    JobFunction<Job.Flush> flush,
    JobFunction<Job.Notify> deliver,
    JobFunction<Job.Compact> compact,
    JobFunction<Job.Sweep> sweep) {}
