package dev.stagecraft;

import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.build.BackgroundBuilds;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.host.HostBuildExecutor;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.BuildExecutors;
import dev.stagecraft.reconcile.step.BuilderMissing;
import dev.stagecraft.reconcile.step.HostAddresses;
import dev.stagecraft.reconcile.step.Owners;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.State;
import java.util.Comparator;

/** Knows who builds for which executor. Thread-safe. */
final class Builders implements BuildExecutors, AutoCloseable {
    private final HostConnector hosts;
    private final BackgroundBuilds background = new BackgroundBuilds();

    Builders(HostConnector hosts) {
        this.hosts = hosts;
    }

    @Override
    public BuildExecutor of(Gathered gathered, State state) {
        var build = gathered.spec().build();
        return switch (build.executor()) {
            case BuildSpec.HOST -> background.of(gathered.resource().uid(), onHosts(gathered, state, build.role()));
            default -> throw new BuilderMissing("nobody builds for executor " + build.executor(), false);
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
