package dev.narthex.promql.source;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import java.util.List;

/** The exemplars of one series, oldest first. */
public record SeriesExemplars(Labels series, List<Exemplar> exemplars) {}
