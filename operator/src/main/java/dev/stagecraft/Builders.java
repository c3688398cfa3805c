package dev.stagecraft;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.build.BackgroundBuilds;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.host.HostBuildExecutor;
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
import java.util.Comparator;
import java.util.Optional;

/** Knows who builds for which executor. Thread-safe. */
final class Builders implements BuildExecutors, AutoCloseable {
    private final HostConnector hosts;
    private final CiBuilders ci;
    private final BackgroundBuilds background = new BackgroundBuilds();

    Builders(HostConnector hosts, CiBuilders ci) {
        this.hosts = hosts;
        this.ci = ci;
    }

    @Override
    public BuildExecutor of(Gathered gathered, State state) {
        var build = gathered.spec().build();
        return switch (build.executor()) {
            case BuildSpec.HOST -> background.of(gathered.resource().uid(), onHosts(gathered, state, build.role()));
            case String id -> inCi(id, gathered);
        };
    }

    /** Each of its calls is a few short requests. */
    private BuildExecutor inCi(String id, Gathered gathered) {
        var config = gathered.spec().build().config().orElse(MissingNode.getInstance());
        var secrets = gathered.fromSource().ciSecrets();
        return switch (ci.of(id, config, reference -> Optional.ofNullable(secrets.get(reference.path())))) {
            case CiBuilder.Found(var executor) -> executor;
            case CiBuilder.Refused refused -> throw new BuilderMissing(refused.message(), false);
        };
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
