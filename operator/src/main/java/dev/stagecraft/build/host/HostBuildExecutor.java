package dev.stagecraft.build.host;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import dev.stagecraft.host.ImageBuilds;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.Readiness;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Builds the images of one resource on its builder hosts. It remembers nothing: a build is found again by the lock that it holds on the
 * host. Each repository has its host, so that its layers are found again; the next host is taken when that one cannot be reached.
 */
public final class HostBuildExecutor implements BuildExecutor {
    private final HostConnector connector;
    private final List<HostAddress> builders;
    private final Owner owner;

    /** @param builders in an order that does not change between calls; empty when there is no such host yet */
    public HostBuildExecutor(HostConnector connector, List<HostAddress> builders, Owner owner) {
        this.connector = connector;
        this.builders = List.copyOf(builders);
        this.owner = owner;
    }

    @Override
    public BuildOutcome advance(BuildRequest request) {
        return switch (HostBuilds.of(request)) {
            case HostBuilds.Refused refused -> refused.why();
            case HostBuilds.Accepted accepted -> advance(request, accepted);
        };
    }

    /**
     * Asks every builder, also after one that cannot be asked.
     *
     * @throws HostException when a builder cannot be asked
     * @throws HostCommandException when a builder could not do it
     */
    @Override
    public void cancel(String image) {
        var failures = new ArrayList<RuntimeException>();
        for (var builder : builders) {
            try (var host = connector.connect(builder)) {
                new ImageBuilds(host, owner).cancel(image);
            } catch (HostException | HostCommandException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            var first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private BuildOutcome advance(BuildRequest request, HostBuilds.Accepted accepted) {
        Optional<HostException> unreached = Optional.empty();
        for (var builder : ordered(request.image())) {
            HostConnection host;
            try {
                host = connector.connect(builder);
            } catch (HostException failed) {
                unreached = Optional.of(unreached.orElse(failed));
                continue;
            }
            try (host) {
                return on(host, request, accepted);
            }
        }
        return unreached
                .map(HostBuildExecutor::broken)
                .orElseGet(() -> new Failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        "There is no host that builds images. Name a role with a host under spec.build.role.",
                        false));
    }

    private BuildOutcome on(HostConnection host, BuildRequest request, HostBuilds.Accepted accepted) {
        var endings = new Endings(host.display(), request);
        try {
            var builds = new ImageBuilds(host, owner);
            return switch (builds.probe(accepted.build())) {
                case Readiness.Missing missing -> endings.missing(missing.part());
                case Readiness.Ready ready ->
                    endings.of(builds.build(accepted.build(), accepted.context()), ready.platform());
            };
        } catch (HostException failed) {
            return broken(failed);
        } catch (HostCommandException failed) {
            return new Failed(Reason.BUILDER_NOT_AVAILABLE, message(failed), failed.retryable());
        } catch (HostOwnedByAnother | HostNotUsable refused) {
            return new Failed(Reason.BUILDER_NOT_AVAILABLE, message(refused), false);
        } catch (UncheckedIOException unread) {
            return HostBuilds.unreadable(request).why();
        }
    }

    private List<HostAddress> ordered(String image) {
        var all = new ArrayList<>(builders);
        var repository = image.substring(0, image.lastIndexOf(':'));
        if (!all.isEmpty()) {
            Collections.rotate(all, -Math.floorMod(repository.hashCode(), all.size()));
        }
        return all;
    }

    private static Failed broken(HostException failed) {
        return new Failed(Reason.BUILDER_NOT_AVAILABLE, message(failed), failed.retryable());
    }

    private static String message(RuntimeException failed) {
        return String.valueOf(failed.getMessage());
    }
}
