package dev.stagecraft.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A reason that the operator can give has a section in the runbook. */
class RunbookTest {

    /** Packages whose words in CamelCase end up as reasons of conditions and Events. */
    private static final String REASON_GIVERS =
            "operator/src/main/java/dev/stagecraft/((plan|release|status|reconcile)/.*|build/BuildOutcome|provider/migration/MigrationReason)\\.java";

    private static final Pattern WORD = Pattern.compile("(?<!SuppressWarnings\\()\"([A-Z][a-z]+(?:[A-Z][a-z]+)+)\"");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");

    /** Words that need no section: types of conditions, kinds of steps, policies, and reasons for good news. */
    private static final Set<String> NO_TROUBLE = Set.of(
            "InfrastructureReady",
            "BootstrapHost",
            "BuildImage",
            "CheckHealth",
            "ClearHost",
            "CreateHost",
            "DeleteHost",
            "FinalizeHost",
            "MigrateDatabase",
            "PinRelease",
            "PrepareHost",
            "PushImage",
            "RecordRelease",
            "RollOut",
            "ConfigMap",
            "RunHook",
            "TimedOut",
            "RollbackAll",
            "RolloutFailed",
            "StartAccessories",
            "RollingBack",
            "HostsReady",
            "InSync",
            "HoldBegan",
            "HoldEnded",
            "HostCreated",
            "HostRemoved",
            "HostsKept",
            "NothingToApprove",
            "PhaseCompleted",
            "PhasePending",
            "PhaseSkipped",
            "PhaseStarted",
            "ReleaseStarted",
            "ReleaseSucceeded",
            "ReleaseSuperseded");

    private static final SourceTree TREE = SourceTree.here();

    @Test
    void everyReasonForTroubleHasASection() {
        var sections = sections();
        var missing = TREE.matching(REASON_GIVERS)
                .flatMap(file -> WORD.matcher(TREE.text(file)).results())
                .map(word -> word.group(1))
                .filter(word -> !NO_TROUBLE.contains(word) && !sections.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), missing, "words in CamelCase without a section in docs/runbook.md");
    }

    @Test
    void theRunbookHasSectionsThatSayWhatToDo() {
        var parts = TREE.text("docs/runbook.md").split("(?m)^## ", -1);

        assertTrue(sections().containsAll(Set.of("PlanStale", "HostKeyMismatch", "DuplicateDroplet")));
        for (var part = 1; part < parts.length; part++) {
            var text = parts[part];
            assertTrue(text.contains("\n- "), () -> "a section without a step to take: " + text);
        }
    }

    private static Set<String> sections() {
        return SECTION.matcher(TREE.text("docs/runbook.md"))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toSet());
    }
}
