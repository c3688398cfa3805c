package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.Announcer;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.ImageTagger;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.observe.DriftWatch;
import dev.stagecraft.reconcile.observe.ImageWatch;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.reconcile.observe.MigrationWatch;
import dev.stagecraft.reconcile.observe.SourceWatch;
import dev.stagecraft.reconcile.step.AbandonedBuilds;
import dev.stagecraft.reconcile.step.BuildExecutors;
import dev.stagecraft.reconcile.step.ContainerHealth;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.reconcile.step.DriftCheck;
import dev.stagecraft.reconcile.step.HostSessions;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.reconcile.step.StepRunner;
import dev.stagecraft.reconcile.step.StepSettings;
import dev.stagecraft.reconcile.step.Steps;
import dev.stagecraft.release.Outcomes;
import dev.stagecraft.source.GitTrees;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Puts the controller together from ports. Owns the threads that steps and look-ups run on. */
public final class Assembly implements AutoCloseable {
    private static final Bootstrap.Limits BOOTSTRAP =
            new Bootstrap.Limits(Duration.ofMinutes(10), Duration.ofMinutes(10));

    private final ExecutorService stepThreads = virtual("step-");
    private final ExecutorService lookThreads = virtual("look-");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("step-timer").factory());
    private final AtomicReference<EventSources> sources = new AtomicReference<>();
    private final HostSessions sessions;
    private final StepRunner runner;
    private final StagecraftReconciler reconciler;

    /** The cluster as the controller sees it. */
    public record ClusterPorts(
            References references, IdentityStore identities, ReleaseStore releases, Announcer announcer) {}

    /**
     * The world beyond it.
     *
     * @param trees reads the commits that resources are released from
     * @param tagger puts releases' tags on images
     * @param builders finds who builds
     * @param migrations reads the files of migrations
     * @param newHostKey generates a host's SSH identity
     */
    public record WorldPorts(
            Providers providers,
            GitTrees trees,
            ImageResolver images,
            ImageTagger tagger,
            BuildExecutors builders,
            MigrationSources migrations,
            HostConnector hosts,
            Supplier<Identity.HostKey> newHostKey) {}

    /**
     * This process.
     *
     * @param holder its name, another one at each start
     * @param createIds random ids, each used once
     * @param secrets is told of every secret that is read
     */
    public record Incarnation(String holder, Supplier<String> createIds, Clock clock, LiveSecrets secrets) {}

    public Assembly(
            ClusterPorts cluster,
            WorldPorts world,
            StepSettings settings,
            Incarnation process,
            Transitions transitions) {
        var clock = process.clock();
        sessions = new HostSessions(world.hosts(), BOOTSTRAP, clock);
        var routes = new DatabaseRoutes(world.hosts());
        runner = new StepRunner(
                new Steps(
                        sessions,
                        cluster.releases(),
                        new Steps.Migrating(world.migrations(), routes, process.holder()),
                        new Steps.Making(world.builders(), world.images(), world.tagger()),
                        settings,
                        clock)::run,
                settings,
                clock,
                stepThreads,
                timer,
                this::wake);
        var machines = new MachineWatch(lookThreads, clock, this::wake);
        var images = new ImageWatch(world.images(), lookThreads, clock, this::wake);
        var drift = new DriftWatch(
                new DriftCheck(sessions, new ContainerHealth(settings.settle())), lookThreads, clock, this::wake);
        var migrations =
                new MigrationWatch(world.migrations(), routes, process.holder(), lookThreads, clock, this::wake);
        var source = new SourceWatch(world.trees(), lookThreads, clock, this::wake);
        var releases = new Releases(cluster.releases());
        var launching = new Launching(
                runner,
                settings,
                process.holder(),
                process.createIds(),
                new AbandonedBuilds(world.builders(), lookThreads));
        var planning = new Planning(images, new DatabasePlanning(migrations), releases, process.holder());
        var decider = new Decider(machines, drift, planning, releases, launching);
        var eventSources = new EventSources(machines, drift, migrations);
        sources.set(eventSources);
        reconciler = new StagecraftReconciler(
                new Gatherer(
                        cluster.references(),
                        cluster.identities(),
                        world.newHostKey(),
                        world.providers(),
                        source,
                        process.secrets()),
                cluster.releases(),
                new StagecraftReconciler.Deciding(decider, new Removal(machines, launching, settings)),
                runner,
                new Observers(cluster.announcer(), transitions),
                eventSources,
                new Outcomes.Limits(settings.attempts(), 10),
                clock);
    }

    /** To be registered with the operator framework. */
    public StagecraftReconciler reconciler() {
        return reconciler;
    }

    private void wake(ResourceRef resource) {
        var known = sources.get();
        if (known != null) {
            known.wake(resource);
        }
    }

    private static ExecutorService virtual(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
    }

    /** Lets running steps end for that long, parks the others, and lets go of every host. */
    public void stop(Duration grace) {
        timer.shutdownNow();
        lookThreads.shutdownNow();
        runner.stop(grace);
        sessions.close();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(5));
    }
}
