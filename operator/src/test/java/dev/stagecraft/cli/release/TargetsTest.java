package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.cli.session.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which release a rollback goes back to. */
class TargetsTest {
    private static final String HISTORY = """
            - {id: rel-5, type: Deploy, version: v4, state: Failed, inputsHash: d}
            - {id: rel-4, type: Rollback, version: v2, state: Succeeded, rollbackOf: rel-2, inputsHash: b}
            - {id: rel-3, type: Deploy, version: v3, state: Succeeded, inputsHash: c}
            - {id: rel-2, type: Deploy, version: v2, state: Succeeded, inputsHash: b}
            - {id: rel-1, type: Deploy, version: v1, state: Succeeded, inputsHash: a}
            - {id: rel-0, type: Deploy, version: v0, state: Superseded, inputsHash: z}
            """;

    private static Targets targets(String serving, String onHost) {
        return new Targets(Snapshots.of(
                2,
                "{version: v4}",
                "current: {release: " + serving + "}\nhosts: [{name: app-1, release: " + onHost + "}]\nreleases:\n"
                        + HISTORY));
    }

    /** A rollback is gone back from as the release that it serves, so that asking again never goes forward. */
    @ParameterizedTest
    @CsvSource({"rel-4, rel-4, rel-1", "rel-3, rel-3, rel-2", "rel-2, rel-2, rel-1", "rel-4, rel-5, rel-4"})
    void withoutANameItIsTheOneBefore(String serving, String onHost, String target) {
        assertEquals(target, targets(serving, onHost).previous().id());
    }

    /** Who wants to go back while another version comes, or after one that was given up midway, wants what serves. */
    @ParameterizedTest
    @CsvSource({
        "Deploy, Running, rel-3, rel-3",
        "Deploy, Running, rel-9, rel-3",
        "Deploy, Superseded, rel-9, rel-3",
        "Deploy, Superseded, rel-3, rel-2",
        "Deploy, Failed, rel-3, rel-2",
        "Rollback, Running, rel-3, rel-2"
    })
    void whatIsUnderWayOrWasGivenUpIsGoneBackFrom(String type, String state, String onHost, String target) {
        var newest = "- {id: rel-9, type: %s, version: v9, state: %s, inputsHash: y}%n".formatted(type, state);
        var resource = Snapshots.of(
                2,
                "{version: v9}",
                "current: {release: rel-3}\nhosts: [{name: app-1, release: " + onHost + "}]\nreleases:\n" + newest
                        + HISTORY);

        assertEquals(target, new Targets(resource).previous().id());
    }

    @Test
    void fromTheFirstThereIsNone() {
        var none = assertThrows(
                CommandFailure.class, () -> targets("rel-1", "rel-1").previous());

        assertEquals(
                "No release of shop before rel-1, which serves, is left to go back to; those that can be gone back to:"
                        + " rel-4 (v2), rel-3 (v3), rel-2 (v2).",
                none.getMessage());
        assertThrows(CommandFailure.class, () -> targets("rel-9", "rel-9").previous());
    }

    @Test
    void onlyWhatSucceededCanBeNamed() {
        var targets = targets("rel-3", "rel-3");

        assertEquals("v1", targets.named("rel-1").version());
        assertThrows(CommandFailure.class, () -> targets.named("rel-0"));
        assertThrows(CommandFailure.class, () -> targets.named("rel-5"));
        assertThrows(CommandFailure.class, () -> targets.named("rel-7"));
    }
}
