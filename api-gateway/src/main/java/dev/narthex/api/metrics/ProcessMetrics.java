package dev.narthex.api.metrics;

import dev.narthex.metrics.FamilySnapshot;
import dev.narthex.metrics.MetricSource;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/** {@code process_*} and {@code jvm_*} under the names of Prometheus' client for Java, read when somebody asks. */
final class ProcessMetrics {
  private ProcessMetrics() {}

  static MetricSource read() {
    return () -> {
      List<FamilySnapshot> families = new ArrayList<>();
      process(families);
      memory(families);
      collectors(families);
      var threads = ManagementFactory.getThreadMXBean();
      gauge(families, "jvm_threads_current", "Current platform thread count of a JVM.", threads.getThreadCount());
      gauge(families, "jvm_threads_peak", "Peak platform thread count of a JVM.", threads.getPeakThreadCount());
      gauge(families, "jvm_classes_currently_loaded", "Classes currently loaded.", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
      families.add(info());
      return families;
    };
  }

  private static void process(List<FamilySnapshot> families) {
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
    gauge(families, "process_start_time_seconds", "Start time of the process since unix epoch in seconds.", started);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean os) {
      families.add(
          FamilySnapshot.single(
              "process_cpu_seconds_total", MetricType.COUNTER, "Total user and system CPU time spent in seconds.", os.getProcessCpuTime() / 1e9));
      gauge(families, "process_open_fds", "Number of open file descriptors.", os.getOpenFileDescriptorCount());
      gauge(families, "process_max_fds", "Maximum number of open file descriptors.", os.getMaxFileDescriptorCount());
    }
    long resident = ResidentMemory.bytes();
    if (resident > 0) {
      gauge(families, "process_resident_memory_bytes", "Resident memory size in bytes.", resident);
    }
  }

  private static void memory(List<FamilySnapshot> families) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    MemoryUsage other = memory.getNonHeapMemoryUsage();
    areas(families, "jvm_memory_used_bytes", "Used bytes of a given JVM memory area.", heap.getUsed(), other.getUsed());
    areas(families, "jvm_memory_committed_bytes", "Committed bytes of a given JVM memory area.", heap.getCommitted(), other.getCommitted());
    areas(families, "jvm_memory_max_bytes", "Maximum bytes of a given JVM memory area; -1 when it has none.", heap.getMax(), other.getMax());
  }

  private static void collectors(List<FamilySnapshot> families) {
    List<FamilySnapshot.Point> counts = new ArrayList<>();
    List<FamilySnapshot.Point> seconds = new ArrayList<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      Labels labels = Labels.of("gc", collector.getName());
      counts.add(new FamilySnapshot.Point(labels, new FamilySnapshot.Number(collector.getCollectionCount())));
      seconds.add(new FamilySnapshot.Point(labels, new FamilySnapshot.Number(collector.getCollectionTime() / 1000.0)));
    }
    families.add(new FamilySnapshot("jvm_gc_collections_total", MetricType.COUNTER, "Collections of a given garbage collector.", counts));
    families.add(new FamilySnapshot("jvm_gc_collection_seconds_total", MetricType.COUNTER, "Time spent in a given garbage collector.", seconds));
  }

  private static FamilySnapshot info() {
    Labels labels =
        Labels.builder()
            .set("runtime", System.getProperty("java.runtime.name", ""))
            .set("vendor", System.getProperty("java.vm.vendor", ""))
            .set("version", System.getProperty("java.runtime.version", ""))
            .build();
    return new FamilySnapshot("jvm_runtime_info", MetricType.GAUGE, "JVM runtime info.", List.of(new FamilySnapshot.Point(labels, new FamilySnapshot.Number(1))));
  }

  private static void areas(List<FamilySnapshot> families, String name, String help, long heap, long nonheap) {
    families.add(
        new FamilySnapshot(
            name,
            MetricType.GAUGE,
            help,
            List.of(
                new FamilySnapshot.Point(Labels.of("area", "heap"), new FamilySnapshot.Number(heap)),
                new FamilySnapshot.Point(Labels.of("area", "nonheap"), new FamilySnapshot.Number(nonheap)))));
  }

  private static void gauge(List<FamilySnapshot> families, String name, String help, double value) {
    families.add(FamilySnapshot.single(name, MetricType.GAUGE, help, value));
  }
}
