package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.image.TagResult;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The step that makes the release's tag name its image. */
class PushImageTest {
    private static final String PINNED = BuildScene.REPOSITORY + "@" + BuildScene.ONE;

    private final BuildScene scene = new BuildScene("  build: {executor: host, role: app}\n");
    private final List<String> tagged = new ArrayList<>();
    private Optional<RegistryCredentials> login = Optional.empty();

    private StepOutcome run(SortedMap<String, String> images, TagResult answer) {
        return new PushImage((digested, tag, credentials) -> {
                    tagged.add(digested + " " + tag);
                    login = Optional.of(credentials);
                    assertTrue(ImageName.parse(digested.toString()).digest().isPresent());
                    return answer;
                })
                .run(scene.context(StepKind.PUSH_IMAGE, scene.build().image(), images));
    }

    private StepOutcome run(TagResult answer) {
        return run(BuildScene.built(), answer);
    }

    @Test
    void theTagIsPutOnWhatTheReleasePins() {
        assertEquals(
                new StepOutcome.Done(Map.of("message", BuildScene.TAG + " names " + PINNED)),
                run(new TagResult.Tagged(true)));

        assertEquals(List.of(PINNED + " v1"), tagged);
        assertEquals(Optional.of(scene.gathered().registry()), login);
    }

    @Test
    void aTagThatWasThereIsDoneAndSaysSo() {
        assertEquals(
                new StepOutcome.Done(Map.of("message", BuildScene.TAG + " named already " + PINNED)),
                run(new TagResult.Tagged(false)));
    }

    @Test
    void everyRefusalHasAReasonOfItsOwn() {
        assertEquals(new StepOutcome.Refused("ImageNotFound", "no"), run(new TagResult.NotFound("no")));
        assertEquals(new StepOutcome.Refused("RegistryUnauthorized", "no"), run(new TagResult.Unauthorized("no")));
        assertEquals(new StepOutcome.Refused("PushRefused", "no"), run(new TagResult.Refused("no")));
        assertEquals(new StepOutcome.Refused("RegistryUnreachable", "no"), run(new TagResult.Unreachable("no", false)));
    }

    @Test
    void aRegistryThatIsAwayIsWaitedFor() {
        var waiting = assertInstanceOf(StepOutcome.Waiting.class, run(new TagResult.Unreachable("not now", true)));

        assertEquals("not now", waiting.why());
        assertTrue(waiting.after().isPositive());
    }

    @Test
    void nothingIsTaggedThatHasNoDigest() {
        var refused = assertInstanceOf(StepOutcome.Refused.class, run(scene.unbuilt(), new TagResult.Tagged(true)));

        assertEquals("BuildFailed", refused.reason());
        assertTrue(refused.message().contains("service cron has no digest"), refused::message);
        assertEquals(List.of(), tagged);
    }
}
