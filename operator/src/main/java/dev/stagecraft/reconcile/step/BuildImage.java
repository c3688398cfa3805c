package dev.stagecraft.reconcile.step;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Source;
import dev.stagecraft.release.Builds;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes an image of the source, unless its registry has one of that content. The registry is asked before and after: what it has
 * under the name is the image, whoever built it and whichever process began.
 */
final class BuildImage implements StepAction {
    private static final Duration AWAY = Duration.ofSeconds(10);

    private final BuildExecutors executors;
    private final ImageResolver images;

    BuildImage(BuildExecutors executors, ImageResolver images) {
        this.executors = executors;
        this.images = images;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var image = Builds.image(context.launch().step());
        var build = context.gathered().fromSource().build(image);
        var source = context.gathered().fromSource().source();
        if (build.isEmpty() || source.isEmpty()) {
            return new StepOutcome.Failed("Superseded", "the resource does not ask for " + image + " any more");
        }
        return existing(context, image).orElseGet(() -> build(context, build.get(), source.get()));
    }

    /** Empty where the image is not there. */
    private Optional<StepOutcome> existing(StepContext context, String image) {
        // Many registries do not tell a repository that is not there yet from one that may not be seen; the push will.
        boolean mayPush = context.gathered()
                .registry()
                .coverAny(Set.of(ImageName.parse(image).registry()));
        return answered(context, image, refusal -> mayPush ? Optional.empty() : Optional.of(refusal));
    }

    /** What the registry says of it once it is built: a login that was replaced meanwhile is read anew for the next try. */
    private Optional<StepOutcome> built(StepContext context, String image) {
        return answered(
                context, image, refusal -> Optional.of(new StepOutcome.Failed(refusal.reason(), refusal.message())));
    }

    private Optional<StepOutcome> answered(
            StepContext context, String image, Function<StepOutcome.Refused, Optional<StepOutcome>> unauthorized) {
        return switch (images.resolve(ImageName.parse(image), context.gathered().registry())) {
            case ImageResolution.Resolved(var digest, var type) ->
                Optional.of(new StepOutcome.Done(Map.of(Builds.DIGEST, digest)));
            case ImageResolution.NotFound(var message) -> Optional.empty();
            case ImageResolution.WrongPlatform(var message) -> Optional.empty();
            case ImageResolution.Unauthorized(var message) ->
                unauthorized.apply(new StepOutcome.Refused(BuildOutcome.Reason.REGISTRY_UNAUTHORIZED.label(), message));
            case ImageResolution.Unreachable(var message, var retryable) ->
                Optional.of(
                        retryable
                                ? new StepOutcome.Waiting(AWAY, message, Map.of())
                                : new StepOutcome.Refused(BuildOutcome.Reason.REGISTRY_UNREACHABLE.label(), message));
        };
    }

    private StepOutcome build(StepContext context, Build build, Source source) {
        try {
            return switch (executor(context)
                    .advance(BuildRequests.of(
                            context.gathered(), build, source, context.release().id()))) {
                case BuildOutcome.Built() ->
                    built(context, build.image())
                            .orElseGet(() -> new StepOutcome.Failed(
                                    BuildOutcome.Reason.BUILD_FAILED.label(),
                                    "the build ended well, and its registry has no " + build.image()));
                case BuildOutcome.Building(var again, var why, var begun) ->
                    new StepOutcome.Waiting(again, why, Map.of());
                case BuildOutcome.Failed(var reason, var message, var passing) -> {
                    var words = context.sanitizer().clean(message);
                    yield passing ? again(reason, words) : new StepOutcome.Refused(reason.label(), words);
                }
            };
        } catch (BuilderMissing nobody) {
            var reason = BuildOutcome.Reason.BUILDER_NOT_AVAILABLE.label();
            var words = context.sanitizer().clean(String.valueOf(nobody.getMessage()));
            return nobody.passing()
                    ? new StepOutcome.Waiting(AWAY, words, Map.of())
                    : new StepOutcome.Refused(reason, words);
        }
    }

    private BuildExecutor executor(StepContext context) {
        return executors.of(context.gathered().spec().build().executor(), context.gathered(), context.state());
    }

    /**
     * A builder that is started again, or a registry, takes longer than a few tries; the deadline of the step bounds the wait. The others
     * are tried a few times, each with Secrets that are read anew.
     */
    private static StepOutcome again(BuildOutcome.Reason reason, String words) {
        return switch (reason) {
            case BUILDER_NOT_AVAILABLE, REGISTRY_UNREACHABLE -> new StepOutcome.Waiting(AWAY, words, Map.of());
            case BUILD_FAILED,
                    SECRET_SYNC_FAILED,
                    BUILD_TIMEOUT,
                    BUILDER_UNAUTHORIZED,
                    BUILD_EVICTED,
                    REGISTRY_UNAUTHORIZED,
                    PLATFORM_UNSUPPORTED -> new StepOutcome.Failed(reason.label(), words);
        };
    }
}
