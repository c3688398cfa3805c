package dev.stagecraft.build.host;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.host.BuildEnd;
import dev.stagecraft.host.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the end of a build on a host means for the user. */
final class Endings {
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final String host;
    private final BuildRequest request;

    Endings(String host, BuildRequest request) {
        this.host = host;
        this.request = request;
    }

    Failed missing(Readiness.Part part) {
        var what = switch (part) {
            case DOCKER -> "has no Docker Engine. Install one, for example the package docker.io.";
            case BUILDKIT ->
                "has Docker without BuildKit. Install buildx there, for example the package docker-buildx-plugin or docker-buildx.";
            case PROGRAM -> "does not have the program that builds it in the path of its user. Install it there.";
        };
        return failed(
                Reason.BUILDER_NOT_AVAILABLE, false, "Host %s cannot build %s: it %s".formatted(host, service(), what));
    }

    /** @param builds what the host builds for without emulation */
    BuildOutcome of(BuildEnd end, String builds) {
        return switch (end.kind()) {
            case PUSHED -> new BuildOutcome.Built();
            case BUSY ->
                new BuildOutcome.Building(
                        AGAIN, "The image of %s is being built on host %s.".formatted(service(), host));
            case CUT_OFF ->
                failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        true,
                        "The source of %s did not arrive whole on host %s. It is sent again."
                                .formatted(service(), host));
            case TIME_UP ->
                failed(
                        Reason.BUILD_TIMEOUT,
                        false,
                        "The build of %s on host %s took longer than %d s and was ended. Give it more time under spec.build.timeout, or look where it hangs; the last lines: %s"
                                .formatted(service(), host, request.timeout().toSeconds(), tail(end)));
            case ENDED ->
                failed(
                        Reason.BUILD_EVICTED,
                        true,
                        "The build of %s was ended by somebody on host %s.".formatted(service(), host));
            case OTHER_PLATFORM ->
                failed(
                        Reason.PLATFORM_UNSUPPORTED,
                        false,
                        "The image of %s was made for %s and not for %s, perhaps because its base image has no other. Host %s builds %s."
                                .formatted(service(), end.said().strip(), platform(), host, builds));
            case SECRET_NOT_TAKEN ->
                failed(
                        Reason.SECRET_SYNC_FAILED,
                        false,
                        "A secret of %s could not be brought to where its framework keeps it, so nothing was built. The program may want a login for the user of host %s; the last lines: %s"
                                .formatted(service(), host, tail(end)));
            case BUILD_FAILED -> notBuilt(end, builds);
            case PUSH_FAILED -> notPushed(end);
            case HOST_FAILED -> hostFailed(end);
        };
    }

    private Failed notBuilt(BuildEnd end, String builds) {
        if (end.said().contains("exec format error") && !platform().startsWith(builds)) {
            return failed(
                    Reason.PLATFORM_UNSUPPORTED,
                    false,
                    "Host %s builds %s and cannot run programs of %s, which the Dockerfile of %s does. Take another builder, or install emulation there."
                            .formatted(host, builds, platform(), service()));
        }
        return switch (end.code()) {
            case DISK_FULL, DOCKER_DOWN -> hostFailed(end);
            case IMAGE_PLATFORM_MISSING ->
                failed(
                        Reason.PLATFORM_UNSUPPORTED,
                        false,
                        "An image that the image of %s is made of is not there for %s. Take another one in its Dockerfile, or another platform under spec.build.platforms: %s"
                                .formatted(service(), platform(), tail(end)));
            case REGISTRY_DENIED ->
                failed(
                        Reason.REGISTRY_UNAUTHORIZED,
                        false,
                        "A registry wants other credentials for what the image of %s is made of: %s"
                                .formatted(service(), tail(end)));
            case REGISTRY_UNREACHABLE ->
                failed(
                        Reason.REGISTRY_UNREACHABLE,
                        true,
                        "Host %s does not reach a registry for what the image of %s is made of: %s"
                                .formatted(host, service(), tail(end)));
            case IMAGE_NOT_FOUND, COMPOSE_REJECTED, LOCKED, TIMED_OUT, OTHER ->
                failed(
                        Reason.BUILD_FAILED,
                        false,
                        "The build of %s failed on host %s; the last lines: %s".formatted(service(), host, tail(end)));
        };
    }

    private Failed notPushed(BuildEnd end) {
        return switch (end.code()) {
            case DISK_FULL, DOCKER_DOWN -> hostFailed(end);
            case REGISTRY_DENIED ->
                end.said().contains("denied: ")
                        ? failed(
                                Reason.REGISTRY_UNAUTHORIZED,
                                false,
                                "The registry knows the login but does not let it push %s. Give it that right: %s"
                                        .formatted(request.image(), tail(end)))
                        : failed(
                                Reason.REGISTRY_UNAUTHORIZED,
                                false,
                                "The registry refuses the login for %s. Correct the Secret that project.registrySecretRef names: %s"
                                        .formatted(request.image(), tail(end)));
            case REGISTRY_UNREACHABLE ->
                failed(
                        Reason.REGISTRY_UNREACHABLE,
                        true,
                        "Host %s does not reach the registry of %s: %s".formatted(host, request.image(), tail(end)));
            case IMAGE_NOT_FOUND, IMAGE_PLATFORM_MISSING, COMPOSE_REJECTED, LOCKED, TIMED_OUT, OTHER ->
                failed(
                        Reason.BUILD_FAILED,
                        true,
                        "The registry did not take %s: %s".formatted(request.image(), tail(end)));
        };
    }

    private Failed hostFailed(BuildEnd end) {
        return switch (end.code()) {
            case DISK_FULL ->
                failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        false,
                        "The disk of host %s is full. Free space there, for example with 'docker builder prune': %s"
                                .formatted(host, tail(end)));
            case DOCKER_DOWN ->
                failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        true,
                        "The Docker Engine of host %s does not answer. Start it there: %s".formatted(host, tail(end)));
            case IMAGE_NOT_FOUND,
                    IMAGE_PLATFORM_MISSING,
                    REGISTRY_UNREACHABLE,
                    REGISTRY_DENIED,
                    COMPOSE_REJECTED,
                    LOCKED,
                    TIMED_OUT,
                    OTHER ->
                failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        true,
                        "Host %s could not begin the build of %s: %s".formatted(host, service(), tail(end)));
        };
    }

    private static Failed failed(Reason reason, boolean passing, String message) {
        return new Failed(reason, message, passing);
    }

    private String service() {
        return request.service();
    }

    private String platform() {
        return request.platforms().getFirst();
    }

    private String tail(BuildEnd end) {
        var secrets = new ArrayList<>(request.secrets().values());
        secrets.add(request.login());
        request.pushes().forEach(push -> secrets.add(push.value()));
        return LogTail.of(end.said(), List.copyOf(secrets));
    }
}
