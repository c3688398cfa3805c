package dev.stagecraft.reconcile.step;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageTagger;
import dev.stagecraft.image.TagResult;
import dev.stagecraft.release.Builds;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the release's tag name the image that the release pins, which is in the registry by then. */
final class PushImage implements StepAction {
    private static final Duration REGISTRY_AWAY = Duration.ofSeconds(10);

    private final ImageTagger tagger;

    PushImage(ImageTagger tagger) {
        this.tagger = tagger;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var step = context.launch().step();
        var service = Builds.services(step).getFirst();
        var pinned =
                Optional.ofNullable(context.release().images().get(service)).filter(image -> image.contains("@"));
        if (pinned.isEmpty()) {
            return new StepOutcome.Refused(
                    BuildOutcome.Reason.BUILD_FAILED.label(),
                    "the image of service " + service + " has no digest; ask for a retry");
        }
        var tag = Builds.tag(step);
        return switch (tagger.tag(
                ImageName.parse(pinned.get()),
                tag.substring(tag.lastIndexOf(':') + 1),
                context.gathered().registry())) {
            case TagResult.Tagged(var moved) ->
                new StepOutcome.Done(Map.of("message", tag + (moved ? " names " : " named already ") + pinned.get()));
            case TagResult.NotFound(var message) -> new StepOutcome.Refused("ImageNotFound", message);
            case TagResult.Unauthorized(var message) -> new StepOutcome.Refused("RegistryUnauthorized", message);
            case TagResult.Refused(var message) -> new StepOutcome.Refused("PushRefused", message);
            case TagResult.Unreachable(var message, var retryable) ->
                retryable
                        ? new StepOutcome.Waiting(REGISTRY_AWAY, message, Map.of())
                        : new StepOutcome.Refused("RegistryUnreachable", message);
        };
    }
}
