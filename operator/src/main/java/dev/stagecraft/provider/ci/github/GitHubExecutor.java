package dev.stagecraft.provider.ci.github;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Builds by runs of the workflow. A run is found again by its name, whoever asked for it; what GitHub does not list yet is known to
 * {@link Dispatches}. Nothing is taken away after a build, as a run and its log belong to the repository.
 */
final class GitHubExecutor implements BuildExecutor {
    /** Runs that were asked for before then say nothing about a build of today. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    /** Beside the time of the build itself: until a runner is there, and until GitHub has ended one that takes too long. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final GitHubConfig config;
    private final GitHubAccess access;
    private final GitHubApi api;
    private final Endings endings;
    private final Dispatches.Place place;

    GitHubExecutor(GitHubConfig config, GitHubAccess access, Secret token) {
        this.config = config;
        this.access = access;
        this.api = new GitHubApi(config, access, token);
        this.endings = new Endings(config, access.clock());
        this.place = new Dispatches.Place(config.apiUrl(), config.repository(), config.workflow());
    }

    @Override
    public BuildOutcome advance(BuildRequest request) {
        return switch (WorkflowInputs.of(config, request)) {
            case WorkflowInputs.Refused refused -> refused.why();
            case WorkflowInputs.Values values -> advance(request, values.byName());
        };
    }

    /** @throws GitHubFailure when GitHub cannot be asked */
    @Override
    public void cancel(String image) {
        var correlation = Correlation.ofImage(image);
        var unlisted = new TreeSet<>(access.dispatches().abandoned(place, correlation));
        for (var run : ofImage(correlation)) {
            unlisted.remove(run.id());
            if (!run.ended()) {
                api.cancel(run.id());
                run.correlation().ifPresent(name -> told(key(name), run));
            }
        }
        unlisted.forEach(api::cancel);
    }

    private BuildOutcome advance(BuildRequest request, Map<String, String> inputs) {
        var key = key(Correlation.of(request));
        try {
            var known = access.dispatches().run(key);
            return known.isPresent() ? follow(request, key, known.getAsLong()) : look(request, key, inputs);
        } catch (GitHubFailure failure) {
            return endings.of(failure);
        }
    }

    private BuildOutcome follow(BuildRequest request, Dispatches.Key key, long id) {
        var run = api.run(id);
        if (run.isPresent()) {
            return outcome(request, key, run.get());
        }
        if (access.dispatches().mayComeYet(key, access.clock().instant())) {
            return new Building(Duration.ofSeconds(5), "GitHub run " + id + " is being made");
        }
        access.dispatches().unsent(key);
        return endings.gone(id);
    }

    private BuildOutcome look(BuildRequest request, Dispatches.Key key, Map<String, String> inputs) {
        var now = access.clock().instant();
        var found = best(ofImage(key.correlation().image()), key);
        if (found.isPresent()) {
            access.dispatches().found(key, found.get().id(), now);
            return outcome(request, key, found.get());
        }
        return switch (access.dispatches().notListed(key, now)) {
            case Dispatches.Next.Look(var after) ->
                new Building(after, "it is looked whether GitHub builds " + request.image() + " already");
            case Dispatches.Next.Send send -> dispatch(request, key, inputs);
            case Dispatches.Next.NeverShown never -> {
                access.dispatches().unsent(key);
                yield endings.neverShown();
            }
        };
    }

    private BuildOutcome dispatch(BuildRequest request, Dispatches.Key key, Map<String, String> inputs) {
        var ref = ref(key);
        try {
            access.dispatches().accepted(key, api.dispatch(ref, inputs));
        } catch (GitHubFailure failure) {
            if (!failure.kind().equals(GitHubFailure.Kind.UNCLEAR)) {
                access.dispatches().unsent(key);
            }
            throw failure;
        }
        return new Building(
                Duration.ofSeconds(5), "GitHub was asked to build " + request.image() + " in " + config.repository());
    }

    private String ref(Dispatches.Key key) {
        try {
            return config.ref().orElseGet(api::defaultBranch);
        } catch (GitHubFailure failure) {
            access.dispatches().unsent(key);
            throw failure;
        }
    }

    private BuildOutcome outcome(BuildRequest request, Dispatches.Key key, Run run) {
        var now = access.clock().instant();
        if (!run.ended()) {
            if (!now.isAfter(run.startedAt().plus(request.timeout()).plus(GRACE))) {
                return endings.underWay(run);
            }
            api.cancel(run.id());
            told(key, run);
            return endings.tooLong(run, request);
        }
        var failed = run.succeeded() ? Optional.<FailedStep>empty() : failedStep(run);
        var outcome = endings.ended(
                run, request, failed, failed.map(step -> tail(step, request)).orElse(""));
        told(key, run);
        return outcome;
    }

    /** The one that counts: what was built for this release, else what is being built, else what failed for it last. */
    private Optional<Run> best(List<Run> runs, Dispatches.Key key) {
        return runs.stream()
                .filter(run -> !run.ended() || counts(run, key))
                .max(Comparator.comparing(Run::succeeded)
                        .thenComparing(run -> !run.ended())
                        .thenComparingLong(Run::id));
    }

    private boolean counts(Run run, Dispatches.Key key) {
        return run.correlation().filter(key.correlation()::equals).isPresent()
                && !access.dispatches().wasTold(key, run);
    }

    private List<Run> ofImage(String image) {
        Instant since = access.clock().instant().minus(LOOK_BACK);
        return api.runs(since).stream()
                .filter(run -> run.correlation()
                        .filter(found -> found.image().equals(image))
                        .isPresent())
                .toList();
    }

    /** The message is poorer without it, and no less true: only being told to wait keeps it from being given now. */
    private Optional<FailedStep> failedStep(Run run) {
        try {
            return FailedStep.in(api.jobs(run.id()));
        } catch (GitHubFailure failure) {
            return unlessLimited(failure, Optional.empty());
        }
    }

    private String tail(FailedStep step, BuildRequest request) {
        var secrets = new ArrayList<>(request.secrets().values());
        secrets.add(request.login());
        try {
            return JobLog.tail(api.logTail(step.job()), secrets);
        } catch (GitHubFailure failure) {
            return unlessLimited(failure, "");
        }
    }

    private static <T> T unlessLimited(GitHubFailure failure, T otherwise) {
        if (failure.kind().equals(GitHubFailure.Kind.RATE_LIMITED)) {
            throw failure;
        }
        return otherwise;
    }

    private void told(Dispatches.Key key, Run run) {
        access.dispatches().told(key, run, access.clock().instant());
    }

    private Dispatches.Key key(Correlation correlation) {
        return new Dispatches.Key(place, correlation);
    }
}
