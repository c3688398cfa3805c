package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.cluster.JobInputsConflict;
import dev.stagecraft.cluster.Jobs;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Builds of one resource, each a Job in its namespace, shared with resources that want the same image. Each call is a few requests to the API server and never waits; what the client
 * of it throws goes through. All state is the cluster's, so that any process goes on where another one was.
 */
public final class JobExecutor implements BuildExecutor {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration CLEANING = Duration.ofSeconds(2);

    private final Jobs jobs;
    private final ResourceRef resource;
    private final BuilderSetup setup;
    private final BuildLimits limits;

    public JobExecutor(Jobs jobs, ResourceRef resource, BuilderSetup setup, BuildLimits limits) {
        this.jobs = jobs;
        this.resource = resource;
        this.setup = setup;
        this.limits = limits;
    }

    @Override
    public BuildOutcome advance(BuildRequest request) {
        return switch (JobManifest.of(resource, request, setup, limits)) {
            case JobManifest.Impossible(var failure) -> failure;
            case JobManifest.Ready ready ->
                jobs.find(resource, JobNames.job(request.image()))
                        .map(seen -> look(seen, ready, request))
                        .orElseGet(() -> begin(ready));
        };
    }

    /** A service has one build at a time: one of an image that it does not want any more ends. */
    private BuildOutcome begin(JobManifest.Ready ready) {
        jobs.deleteOthers(resource, JobManifest.SERVICE, ready.job());
        return start(ready);
    }

    private BuildOutcome start(JobManifest.Ready ready) {
        try {
            jobs.start(resource, ready.job(), ready.inputs());
        } catch (JobInputsConflict taken) {
            return new Failed(Reason.BUILDER_NOT_AVAILABLE, String.valueOf(taken.getMessage()), false);
        }
        return new Building(LOOK, "waits for Kubernetes to make the builder's pod");
    }

    private BuildOutcome look(Jobs.Sighting seen, JobManifest.Ready ready, BuildRequest request) {
        var name = seen.job().getMetadata().getName();
        var state = JobReading.of(seen.job(), seen.pods(), seen.warnings());
        if (!seen.ours()) {
            return seen.owner()
                    .map(owner -> shared(state, owner, name))
                    .orElseGet(() -> new Failed(
                            Reason.BUILDER_NOT_AVAILABLE,
                            "Job %s in namespace %s belongs to somebody else: delete it, the build needs the name."
                                    .formatted(name, resource.namespace()),
                            false));
        }
        return switch (state) {
            case JobState.Begun _ -> start(ready);
            case JobState.Leaving _ -> new Building(CLEANING, "waits for an earlier Job of this build to be gone");
            case JobState.UnderWay(var why) -> new Building(LOOK, why);
            case JobState.Succeeded _ -> ended(name, new Built());
            case JobState.Ended(var failure) -> ended(name, failure);
            case JobState.Broke broke -> ended(name, failure(broke, request));
        };
    }

    /** Another resource of the namespace has begun it. Its log is not told here, as it may hold secrets of that resource. */
    private static BuildOutcome shared(JobState state, String owner, String name) {
        return switch (state) {
            case JobState.Succeeded _ -> new Built();
            case JobState.Begun _, JobState.Leaving _, JobState.UnderWay _ ->
                new Building(
                        LOOK, "waits for the build of the same image that Stagecraft %s has begun".formatted(owner));
            case JobState.Ended _, JobState.Broke _ ->
                new Failed(
                        Reason.BUILD_FAILED,
                        ("The build of the same image for Stagecraft %s has failed, which tells why. This resource builds it"
                                        + " when Job %s is gone: %s takes it away, or you do.")
                                .formatted(owner, name, owner),
                        true);
        };
    }

    private BuildOutcome ended(String name, BuildOutcome outcome) {
        jobs.delete(resource, name);
        return outcome;
    }

    private Failed failure(JobState.Broke broke, BuildRequest request) {
        var log = jobs.logTail(resource, broke.pod(), broke.container());
        if (log.isEmpty()) {
            // The kubelet cuts by bytes: half a line may be half a secret.
            log = broke.said().lines().skip(1).toList();
        }
        var secrets = Sanitizer.of(secrets(request));
        return broke.container().equals(SourceFetch.CONTAINER)
                ? BuildLog.unfetched(log, secrets)
                : BuildLog.failure(log, broke.exitCode(), secrets);
    }

    private Collection<Secret> secrets(BuildRequest request) {
        var secrets = new ArrayList<>(request.secrets().values());
        request.location().credentials().ifPresent(credentials -> {
            if (credentials instanceof GitCredentials.Basic(var user, var password)) {
                secrets.addAll(List.of(user, password));
            }
        });
        GitAccess.header(request.location()).ifPresent(secrets::add);
        if (!request.login().isEmpty()) {
            secrets.add(request.login());
            secrets.addAll(passwords(request.login()));
        }
        if (setup.daemon() instanceof BuilderSetup.Daemon.Remote(var address, var tls)) {
            secrets.addAll(tls.values());
        }
        return secrets;
    }

    /** Those within Docker's config.json. */
    private static List<Secret> passwords(Secret login) {
        var found = new ArrayList<Secret>();
        try {
            for (var entry : new ObjectMapper().readTree(login.revealBytes()).path("auths")) {
                found.add(Secret.of(entry.path("password").asText()));
                found.add(Secret.of(entry.path("identitytoken").asText()));
                var auth = entry.path("auth").asText();
                found.add(Secret.of(auth));
                var pair = new String(Base64.getDecoder().decode(auth), UTF_8);
                found.add(Secret.of(pair.substring(pair.indexOf(':') + 1)));
            }
        } catch (IOException | IllegalArgumentException _) {
            // A login that nobody can read holds no password that could be told apart from it.
        }
        return found.stream().filter(secret -> !secret.isEmpty()).toList();
    }

    @Override
    public void cancel(String image) {
        jobs.delete(resource, JobNames.job(image));
    }
}
