package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every reason has a command that gets on. RunbookTest holds that every reason which the code can give has a section. */
class NextStepsTest {
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."));

    /** Reasons for nothing but work under way, which need no section. */
    private static final Set<String> UNDER_WAY = Set.of("Releasing", "Converging", "Progressing");

    @Test
    void everySectionOfTheRunbookHasACommandAndEveryCommandASection() throws IOException {
        var sections = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(ROOT.resolve("docs/runbook.md")))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        sections.addAll(UNDER_WAY);

        assertEquals(sections, new TreeSet<>(NextSteps.reasons()));
    }

    @Test
    void whatStandsStillAsksForSomethingOfSomebody() {
        var work = Set.of("HostsNotReady", "NoRelease", "NothingServed", "NotLooked", "Superseded", "Deleting");

        assertAll(NextSteps.reasons().stream()
                .filter(reason -> !UNDER_WAY.contains(reason) && !work.contains(reason))
                .map(reason -> () -> assertNotEquals(Way.WAIT, NextSteps.way(reason, true), reason)));
        assertEquals(Way.RETRY, NextSteps.way("OfAnotherVersion", true));
    }

    @Test
    void whatPassesByItselfAsksForNothing() {
        assertAll(
                () -> assertEquals(Way.WAIT, NextSteps.way("RegistryUnreachable", false)),
                () -> assertEquals(Way.WAIT, NextSteps.way("OfAnotherVersion", false)),
                () -> assertEquals(Way.LOOKED, NextSteps.way("SuspiciousObservation", false)),
                () -> assertEquals(Way.CORRECT, NextSteps.way("Drifted", false)));
    }

    @Test
    void theCommandsAreThoseOfTheRunbook() {
        assertAll(
                () -> assertEquals("stagecraft retry shop -n web", command("HealthCheckFailed", true)),
                () -> assertEquals("stagecraft approve shop -n web", command("AwaitingApproval", false)),
                () -> assertEquals("stagecraft resume shop -n web", command("Suspended", false)),
                () -> assertEquals("kubectl edit stc shop -n web", command("InvalidSpec", true)),
                () -> assertEquals("kubectl get secrets,configmaps -n web", command("ReferenceNotFound", true)),
                () -> assertEquals("stagecraft releases list shop -n web", command("ReleaseNotFound", true)),
                () -> assertEquals(
                        "kubectl annotate namespace web stagecraft.dev/allow-host-access=WORDS",
                        command("HostAccessRefused", true)),
                () -> assertEquals(
                        "kubectl annotate stc shop -n web --overwrite stagecraft.dev/migrate=DATABASE@$(date +%s)",
                        command("DatabaseNotFound", true)),
                () -> assertEquals(
                        "kubectl logs -n stagecraft-system deployment/stagecraft-operator",
                        command("InternalError", true)),
                () -> assertEquals("stagecraft status shop -n web --watch", command("ApiServerError", false)));
    }

    @Test
    void anotherContextIsInEveryCommand() {
        var resource = resource("Ready", "False", "InvalidSpec");

        assertEquals(
                "kubectl edit stc shop -n web --context 'far away'",
                NextSteps.of(stalled(resource, "InvalidSpec"), " --context 'far away'")
                        .getFirst()
                        .command());
    }

    @Test
    void aReadyResourceAsksForNothing() {
        assertEquals(List.of(), NextSteps.of(resource("Ready", "True", "Ready"), ""));
    }

    private static String command(String reason, boolean stalled) {
        var resource = resource("Ready", "False", reason);
        return NextSteps.of(stalled ? stalled(resource, reason) : resource, "")
                .getFirst()
                .command();
    }

    private static Stagecraft resource(String type, String status, String reason) {
        var resource = new Stagecraft();
        resource.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace("web")
                .withGeneration(1L)
                .build());
        resource.setStatus(StagecraftStatus.EMPTY.toBuilder()
                .observedGeneration(1L)
                .conditions(List.of(condition(type, status, reason)))
                .build());
        return resource;
    }

    private static Stagecraft stalled(Stagecraft resource, String reason) {
        var ready = resource.getStatus().conditions().getFirst();
        resource.setStatus(resource.getStatus().toBuilder()
                .conditions(List.of(ready, condition("Stalled", "True", reason)))
                .build());
        return resource;
    }

    private static Condition condition(String type, String status, String reason) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage("why")
                .build();
    }
}
