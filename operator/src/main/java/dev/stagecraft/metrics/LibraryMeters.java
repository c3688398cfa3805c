package dev.stagecraft.metrics;

import static dev.stagecraft.metrics.MeterEntry.counter;
import static dev.stagecraft.metrics.MeterEntry.durations;
import static dev.stagecraft.metrics.MeterEntry.gauge;

import dev.stagecraft.metrics.MeterEntry.Kind;
import java.util.List;

/**
 * The meters of others that we let through. The framework's have neither a prefix of their own nor a help text, so they
 * get both here; the JVM's keep the names that every dashboard knows.
 */
final class LibraryMeters {
    private static final String CONTROLLER = "controller_name";

    static final List<MeterEntry> FRAMEWORK = List.of(
            counter(
                            "stagecraft.josdk.reconciliations.started",
                            "Reconciliations that the framework submitted",
                            CONTROLLER)
                    .registeredAs("reconciliations.started.total"),
            counter(
                            "stagecraft.josdk.reconciliations.success",
                            "Reconciliations that ended without an exception",
                            CONTROLLER)
                    .registeredAs("reconciliations.success.total"),
            counter(
                            "stagecraft.josdk.reconciliations.failure",
                            "Reconciliations that ended with an exception",
                            CONTROLLER)
                    .registeredAs("reconciliations.failure.total"),
            counter(
                            "stagecraft.josdk.reconciliations.retries",
                            "Reconciliations that were tries after a failure",
                            CONTROLLER)
                    .registeredAs("reconciliations.retries.total"),
            gauge("stagecraft.josdk.reconciliations.active", "Reconciliations running now", CONTROLLER)
                    .registeredAs("reconciliations.active"),
            gauge("stagecraft.josdk.reconciliations.queue", "Resources waiting for a reconcile thread", CONTROLLER)
                    .registeredAs("reconciliations.queue"),
            gauge("stagecraft.josdk.custom.resources", "Resources that the framework knows", CONTROLLER)
                    .registeredAs("custom_resources"),
            durations(
                            "stagecraft.josdk.reconciliations.execution.duration",
                            "Time that one reconciliation took",
                            CONTROLLER)
                    .registeredAs("reconciliations.execution.duration"),
            counter(
                            "stagecraft.josdk.events.received",
                            "Events that reached the framework",
                            CONTROLLER,
                            "event",
                            "action")
                    .registeredAs("events.received"));

    static final List<MeterEntry> JVM = List.of(
            gauge("jvm.info", "Always 1, names the Java runtime", "runtime", "vendor", "version"),
            gauge("jvm.memory.used", "Memory in use by pool", "area", "id")
                    .exposedAs("jvm_memory_used_bytes", Kind.GAUGE),
            gauge("jvm.memory.committed", "Memory that the system has granted by pool", "area", "id")
                    .exposedAs("jvm_memory_committed_bytes", Kind.GAUGE),
            gauge("jvm.memory.max", "Most memory that a pool may take, -1 without a limit", "area", "id")
                    .exposedAs("jvm_memory_max_bytes", Kind.GAUGE),
            counter("jvm.gc.memory.allocated", "Bytes allocated between collections")
                    .exposedAs("jvm_gc_memory_allocated_bytes_total", Kind.COUNTER),
            durations("jvm.gc.pause", "Time that the collector stopped the program", "action", "cause", "gc")
                    .exposedAs("jvm_gc_pause_seconds", Kind.SUMMARY),
            gauge("jvm.threads.live", "Platform threads alive now").exposedAs("jvm_threads_live_threads", Kind.GAUGE),
            gauge("jvm.threads.states", "Platform threads by state", "state")
                    .exposedAs("jvm_threads_states_threads", Kind.GAUGE),
            gauge("process.cpu.usage", "Share of all processors that this process uses, from 0 to 1"),
            gauge("process.uptime", "Age of this process").exposedAs("process_uptime_seconds", Kind.GAUGE),
            gauge("process.start.time", "When this process started, in seconds of Unix time")
                    .exposedAs("process_start_time_seconds", Kind.GAUGE),
            gauge("process.files.open", "Open file descriptors").exposedAs("process_files_open_files", Kind.GAUGE),
            gauge("process.files.max", "Most file descriptors that may be open")
                    .exposedAs("process_files_max_files", Kind.GAUGE));

    private LibraryMeters() {}
}
