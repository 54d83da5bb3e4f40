package dev.narthex.metrics;

import java.util.List;

/** Families that are read only when somebody asks, such as the process' memory. Called by any thread. */
@FunctionalInterface
public interface MetricSource {
  List<FamilySnapshot> families();
}
