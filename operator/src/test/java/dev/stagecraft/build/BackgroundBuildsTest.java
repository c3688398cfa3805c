package dev.stagecraft.build;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Builds that block, run for somebody who does not wait. */
@Timeout(60)
class BackgroundBuildsTest {
    private final BackgroundBuilds background = new BackgroundBuilds();
    private final ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Supplier<BuildOutcome> outcome = BuildOutcome.Built::new;

    @AfterEach
    void close() {
        background.close();
    }

    /** Blocks until it is let go, or ended. */
    private final class Blocking implements BuildExecutor {
        @Override
        public BuildOutcome advance(BuildRequest request) {
            begun.add(request.image());
            try {
                end.await();
            } catch (InterruptedException ended) {
                cancelled.add("thread of " + request.image());
            }
            return outcome.get();
        }

        @Override
        public void cancel(String image) {
            cancelled.add(image);
        }
    }

    private static BuildRequest request(String image) {
        return new BuildRequest(
                "web",
                image,
                new Recipe.Dockerfile("", "Dockerfile", "", new TreeMap<>(), List.of()),
                FileTree.of(Map.of()),
                new GitLocation("https://git.example.com/shop.git", "0".repeat(40), Optional.empty()),
                List.of("linux/amd64"),
                new TreeMap<>(),
                Map.of(),
                Secret.of(""),
                Duration.ofMinutes(1));
    }

    private BuildExecutor of(String uid) {
        return background.of(uid, new Blocking());
    }

    private BuildOutcome advance(String uid, String image) {
        return of(uid).advance(request(image));
    }

    private void awaitBegun(int builds) {
        await().untilAsserted(() -> assertEquals(builds, begun.size()));
    }

    private BuildOutcome awaitEnd(String image) {
        return await().until(() -> advance("uid-1", image), found -> !(found instanceof BuildOutcome.Building));
    }

    @Test
    void whoeverAsksIsNotKeptAndOneBuildRunsHoweverOftenItIsAskedFor() {
        assertInstanceOf(BuildOutcome.Building.class, advance("uid-1", "a"));
        awaitBegun(1);
        assertInstanceOf(BuildOutcome.Building.class, advance("uid-1", "a"));

        end.countDown();

        assertEquals(new BuildOutcome.Built(), awaitEnd("a"));
        assertEquals(1, begun.size());
    }

    @Test
    void anOutcomeIsToldOnceAndTheNextOneBuildsAnew() {
        end.countDown();
        outcome = () -> new BuildOutcome.Failed(BuildOutcome.Reason.BUILD_FAILED, "it broke", false);
        assertInstanceOf(BuildOutcome.Failed.class, awaitEnd("a"));

        outcome = BuildOutcome.Built::new;

        assertEquals(new BuildOutcome.Built(), awaitEnd("a"));
        assertEquals(2, begun.size());
    }

    @Test
    void oneResourceDoesNotTakeTheTurnsOfAnother() {
        for (var image : List.of("a", "b", "c", "d")) {
            advance("uid-1", image);
        }
        awaitBegun(BackgroundBuilds.AT_ONCE);
        advance("uid-2", "e");
        awaitBegun(BackgroundBuilds.AT_ONCE + 1);
        assertEquals("e", List.copyOf(begun).getLast());

        end.countDown();

        awaitBegun(5);
    }

    @Test
    void aBuildThatNobodyWantsIsEndedHereAndThere() {
        advance("uid-1", "a");
        awaitBegun(1);

        of("uid-1").cancel("a");

        await().untilAsserted(() -> assertEquals(
                List.of("a", "thread of a"), cancelled.stream().sorted().toList()));
        assertInstanceOf(BuildOutcome.Building.class, advance("uid-1", "a"));
        awaitBegun(2);
    }

    @Test
    void aBuildThatAnotherProcessBeganIsEndedToo() {
        of("uid-1").cancel("a");

        assertEquals(List.of("a"), List.copyOf(cancelled));
    }

    @Test
    void whatTheBuilderThrowsIsThrown() {
        end.countDown();
        outcome = () -> {
            throw new IllegalArgumentException("no");
        };

        assertThrows(IllegalArgumentException.class, () -> awaitEnd("a"));
    }

    @Test
    void whatWaitsForItsTurnHasNotBegun() {
        for (int at = 0; at <= BackgroundBuilds.AT_ONCE; at++) {
            advance("shop", "image-" + at);
        }
        await().until(() -> begun.size() == BackgroundBuilds.AT_ONCE);

        for (int at = 0; at <= BackgroundBuilds.AT_ONCE; at++) {
            var image = "image-" + at;
            var building = assertInstanceOf(BuildOutcome.Building.class, advance("shop", image));
            assertEquals(begun.contains(image), building.begun(), image);
        }
        end.countDown();
    }
}
