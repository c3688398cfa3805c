package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.sandbox.RealStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.RealHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hooks in containers of a real engine, with both kinds of Compose. */
@Tag("e2e")
class HookE2E {
    @TempDir
    static Path images;

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private RealStage stage;

    @AfterEach
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPOSE_V1", "COMPOSE_V2"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void hooksRunOnceAndTheirFailureLeavesTheOldReleaseServing(Equipment equipment) {
        stage = RealStage.start(equipment, images);

        // When
        apply(
                "v1",
                "name: greet, when: before, phase: rollout, command: [/bin/sh, -c, 'echo \"$STAGECRAFT_HOOK $PASSWORD\"']",
                "name: shrug, when: after, phase: finalize, onFailure: Continue, command: [/bin/sh, -c, 'exit 7']");
        var first = Resources.latest(stage.resources().awaitReady("shop"));

        // Then
        assertEquals(List.of("greet Succeeded 0", "shrug Failed 7"), told(first));
        assertEquals(
                List.of("shop-prod-hook-greet-" + first.id(), "shop-prod-hook-shrug-" + first.id()), hooks(host(1)));
        assertEquals(List.of(), hooks(host(2)), "on one host only");
        assertEquals(
                "greet " + RealStage.PASSWORD,
                host(1).docker("logs", "shop-prod-hook-greet-" + first.id())
                        .orFail()
                        .out()
                        .strip());

        // When
        apply(
                "v2",
                "name: check, when: before, phase: rollout, command: [/bin/sh, -c, 'echo not like this; exit 3']",
                "name: mourn, when: failure, command: [/bin/sh, -c, 'echo $STAGECRAFT_PHASE $STAGECRAFT_FAILED_REASON']");
        var failed = stage.resources().awaitCondition("shop", "Stalled", "True", "HookFailed");

        // Then
        assertEquals(List.of("check Failed 3", "mourn Succeeded 0"), told(Resources.latest(failed)));
        assertTrue(
                Resources.message(failed, "Released").contains("Its last words: not like this"),
                () -> Resources.message(failed, "Released"));
        assertEquals(
                "rollout HookFailed\n",
                host(2).docker("logs", hooks(host(2)).getFirst()).orFail().out());
        stage.shop().projects().forEach(project -> assertEquals("shop web v1\n", project.get("/")));

        // When
        apply("v2", "name: slow, when: before, phase: rollout, timeout: 2s, command: [sleep, '600']");
        var late = stage.resources().awaitCondition("shop", "Stalled", "True", "HookTimedOut");

        // Then
        assertEquals(List.of("slow TimedOut"), told(Resources.latest(late)));
        assertEquals(
                "",
                host(1).docker("ps", "--quiet", "--filter=label=dev.stagecraft.hook")
                        .orFail()
                        .out());
        stage.shop().projects().forEach(project -> assertEquals("shop web v1\n", project.get("/")));
        stage.resources().delete("shop");
        assertEquals(List.of(), hooks(host(1)));
    }

    /** The shop with those hooks in the service that has a shell. */
    private void apply(String version, String... hooks) {
        var manifest = new StringBuilder(stage.shop().shop(version)).append("  hooks:\n");
        for (var hook : hooks) {
            manifest.append("    - {service: worker, ").append(hook).append("}\n");
        }
        stage.resources().apply(manifest.toString());
    }

    private RealHost host(int number) {
        return stage.shop().hosts().host(number);
    }

    private static List<String> hooks(RealHost host) {
        return host.docker("ps", "--all", "--filter=label=dev.stagecraft.hook", "--format={{.Names}}")
                .orFail()
                .out()
                .lines()
                .sorted()
                .toList();
    }

    private static List<String> told(ReleaseSummary release) {
        return release.hooks().stream()
                .map(hook ->
                        hook.name() + " " + hook.outcome() + (hook.exitCode() == null ? "" : " " + hook.exitCode()))
                .toList();
    }
}
