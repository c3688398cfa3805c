package dev.stagecraft;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.api.v1alpha1.BuildResources;
import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.build.BackgroundBuilds;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.host.HostBuildExecutor;
import dev.stagecraft.build.job.BuildLimits;
import dev.stagecraft.build.job.BuilderSetup;
import dev.stagecraft.build.job.JobExecutor;
import dev.stagecraft.cluster.Jobs;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.provider.ci.CiBuilder;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.BuildExecutors;
import dev.stagecraft.reconcile.step.BuilderMissing;
import dev.stagecraft.reconcile.step.HostAddresses;
import dev.stagecraft.reconcile.step.Owners;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.State;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows who builds for which executor. Thread-safe. */
final class Builders implements BuildExecutors, AutoCloseable {
    private final HostConnector hosts;
    private final CiBuilders ci;
    private final Jobs jobs;
    private final Supplier<BuilderSetup> setup;
    private final BackgroundBuilds background = new BackgroundBuilds();

    /** @param setup of builds in the cluster, asked for each one */
    Builders(HostConnector hosts, CiBuilders ci, Jobs jobs, Supplier<BuilderSetup> setup) {
        this.hosts = hosts;
        this.ci = ci;
        this.jobs = jobs;
        this.setup = setup;
    }

    @Override
    public BuildExecutor of(String executor, Gathered gathered, State state) {
        var build = gathered.spec().build();
        return switch (executor) {
            case BuildSpec.HOST -> background.of(gathered.resource().uid(), onHosts(gathered, state, build.role()));
            case BuildSpec.JOB -> inCluster(gathered.resource(), build.resources());
            case String id -> inCi(id, gathered);
        };
    }

    /** Each of its calls is a few short requests. */
    private BuildExecutor inCi(String id, Gathered gathered) {
        var config =
                Optional.ofNullable(gathered.spec().build().providers().get(id)).orElse(MissingNode.getInstance());
        var secrets = gathered.fromSource().ciSecrets();
        return switch (ci.of(id, config, reference -> Optional.ofNullable(secrets.get(reference.path())))) {
            case CiBuilder.Found(var executor) -> executor;
            case CiBuilder.Refused refused -> throw new BuilderMissing(refused.message(), false);
        };
    }

    /** Jobs do not block, and their number is the cluster's to bound. */
    private BuildExecutor inCluster(ResourceRef resource, BuildResources resources) {
        try {
            var limits = new BuildLimits(Optional.of(resources.cpu()), Optional.of(resources.memory()));
            return new JobExecutor(jobs, resource, setup.get(), limits);
        } catch (UncheckedIOException unread) {
            throw new BuilderMissing(String.valueOf(unread.getMessage()), true);
        }
    }

    private BuildExecutor onHosts(Gathered gathered, State state, String role) {
        var ready = state.hosts().stream()
                .filter(host -> host.role().equals(role) && host.state() == HostState.READY)
                .sorted(Comparator.comparing(HostRecord::name))
                .map(host -> HostAddresses.of(gathered, host))
                .toList();
        if (ready.isEmpty()) {
            throw new BuilderMissing("no host of role " + role + " is ready to build", true);
        }
        return new HostBuildExecutor(hosts, ready, Owners.of(gathered));
    }

    @Override
    public void close() {
        background.close();
    }
}
