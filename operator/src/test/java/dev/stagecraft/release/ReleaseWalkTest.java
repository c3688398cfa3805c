package dev.stagecraft.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import dev.stagecraft.status.Assessment;
import dev.stagecraft.status.StateReading;
import dev.stagecraft.status.StateWriting;
import dev.stagecraft.status.StatusFold;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Thousands of random lives of a resource, all of them repeatable by their seed. */
class ReleaseWalkTest {
    private static final int WALKS = 2_000;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final KubernetesSerialization json = LenientSerialization.create();

    @Test
    void noOrderOfOutcomesAndDeathsBreaksTheRulesAndEveryWalkEnds() {
        var ends = EnumSet.noneOf(RunState.class);
        for (long seed = 0; seed < WALKS; seed++) {
            try {
                var end = new Walk(seed, state -> {}).go(3);
                assertTrue(end == RunState.COMPLETED || end == RunState.FAILED, end::label);
                ends.add(end);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertEquals(EnumSet.of(RunState.COMPLETED, RunState.FAILED), ends);
    }

    @Test
    void everyStateSurvivesTheStatusByteForByte() {
        for (long seed = 0; seed < 100; seed++) {
            new Walk(seed, this::survives).go(3);
        }
    }

    private void survives(State state) {
        var written =
                json.asJson(StateWriting.write(StagecraftStatus.EMPTY, state).build());
        var read = StateReading.read(json.unmarshal(written, StagecraftStatus.class));
        assertEquals(state, read);
        assertEquals(
                written,
                json.asJson(StateWriting.write(StagecraftStatus.EMPTY, read).build()));
    }

    @Test
    void foldingOnceMoreChangesNothing() {
        for (long seed = 0; seed < 100; seed++) {
            new Walk(seed, this::rests).go(2);
        }
    }

    private void rests(State state) {
        var seen = new Assessment(
                new Assessment.ResourceName("shop", "shop-prod"),
                7,
                state,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                1,
                Optional.of(List.of()),
                Optional.empty());
        var once = StatusFold.fold(StagecraftStatus.EMPTY, seen, NOW);
        var stored = json.unmarshal(json.asJson(once), StagecraftStatus.class);
        assertEquals(json.asJson(once), json.asJson(StatusFold.fold(stored, seen, NOW.plusSeconds(60))));
    }
}
