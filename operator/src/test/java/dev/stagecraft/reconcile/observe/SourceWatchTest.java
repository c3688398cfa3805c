package dev.stagecraft.reconcile.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Sources.Answer;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.GitTrees;
import dev.stagecraft.source.SourceFiles;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When commits are read, how long the answer holds, and what failures are called. */
class SourceWatchTest {
    private static final ResourceRef SHOP = new ResourceRef("shop", "shop", "uid-1");
    private static final ResourceRef OTHER = new ResourceRef("shop", "other", "uid-2");
    private static final FileTree TREE = FileTree.of(Map.of("Dockerfile", "FROM scratch\n"));
    private static final GitTrees.Answer FOUND = new GitTrees.Answer.Found(TREE);

    private final TestClock clock = new TestClock();
    private final List<String> read = new ArrayList<>();
    private final List<ResourceRef> woken = new ArrayList<>();
    private GitTrees.Answer answer = FOUND;

    private final SourceWatch watch = new SourceWatch(
            location -> {
                read.add(location.ref());
                return answer;
            },
            new Inline(),
            clock,
            woken::add);

    private Answer look(ResourceRef resource, String ref, String occasion) {
        return watch.look(
                resource, new GitLocation("https://git.example.com/shop.git", ref, Optional.empty()), occasion);
    }

    private Answer look() {
        return look(SHOP, "main", "v1");
    }

    @Test
    void whatIsNotReadYetIsPendingAndWakesItsResource() {
        assertEquals(new Answer.Pending(), look());
        assertEquals(List.of(SHOP), woken);

        assertEquals(new Answer.Found(TREE), look());
        assertEquals(List.of("main"), read);
    }

    @Test
    void aCommitIsWhatItIsAlsoWhileItsServerIsAway() {
        look(SHOP, TREE.commit(), "v1");
        answer = new GitTrees.Answer.Failed(new GitDirectory.GitUnreachable("no answer", true));
        clock.advance(Duration.ofDays(90));

        assertEquals(new Answer.Found(TREE), look(SHOP, TREE.commit(), "v1"));
        assertEquals(1, read.size());
    }

    @Test
    void aBranchIsReadAgainNowAndThenAndThereAllTheTime() {
        look();
        clock.advance(Duration.ofHours(11));
        assertEquals(new Answer.Found(TREE), look());
        assertEquals(1, read.size());

        clock.advance(Duration.ofHours(2));
        answer = new GitTrees.Answer.Failed(new GitDirectory.GitUnreachable("no answer", true));
        assertEquals(new Answer.Found(TREE), look());
        assertEquals(2, read.size());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new GitDirectory.GitUnauthorized("no"), "GitUnauthorized", "credentials", false),
                Arguments.of(new GitDirectory.GitUnreachable("no", true), "GitUnreachable", "url", true),
                Arguments.of(new GitDirectory.GitUnreachable("no", false), "GitUnreachable", "url", false),
                Arguments.of(new GitDirectory.GitRefNotFound("no"), "GitRefNotFound", "ref", false),
                Arguments.of(new GitDirectory.GitPathNotFound("no"), "GitPathNotFound", "url", false),
                Arguments.of(new GitDirectory.GitRefused("ref", "no"), "GitRefused", "ref", false),
                Arguments.of(new GitDirectory.GitNotImplemented("url", "no"), "NotImplemented", "url", false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasAReasonAndTheFieldThatIsAtFault(
            GitDirectory why, String reason, String field, boolean passing) {
        answer = new GitTrees.Answer.Failed(why);
        look();

        var failed = new Answer.Failed(new Finding(reason, "spec.source.git." + field + ": no"), passing);
        assertEquals(failed, look());
        assertEquals(1, read.size(), "it is not asked for at every look");

        // The failure is shown until there is something better.
        answer = FOUND;
        clock.advance(Duration.ofSeconds(passing ? 15 : 30));
        assertEquals(failed, look());
        assertEquals(new Answer.Found(TREE), look());
    }

    @Test
    void aFailureThatMayPassIsAskedAboutSooner() {
        answer = new GitTrees.Answer.Failed(new GitDirectory.GitUnreachable("no", true));
        look();
        clock.advance(Duration.ofSeconds(14));
        look();
        assertEquals(1, read.size());

        clock.advance(Duration.ofSeconds(1));
        look();
        assertEquals(2, read.size());

        answer = new GitTrees.Answer.Failed(new GitDirectory.GitRefNotFound("no"));
        clock.advance(Duration.ofSeconds(15));
        look();
        clock.advance(Duration.ofSeconds(29));
        look();
        assertEquals(3, read.size());
    }

    @Test
    void anotherRefOrOccasionIsAnotherQuestion() {
        look(SHOP, "main", "v1");
        assertEquals(new Answer.Pending(), look(SHOP, "next", "v1"));
        assertEquals(new Answer.Pending(), look(SHOP, "next", "v1 retry-1"));
        assertEquals(new Answer.Found(TREE), look(SHOP, "next", "v1 retry-1"));

        assertEquals(List.of("main", "next", "next"), read);
        assertEquals(new Answer.Pending(), look(SHOP, "main", "v1"), "what is not asked any more is not kept");
    }

    @Test
    void resourcesDoNotShareAnswers() {
        look(SHOP, "main", "v1");
        look(OTHER, "main", "v1");
        assertEquals(List.of(SHOP, OTHER), woken);

        watch.forget(SHOP.uid());

        assertEquals(new Answer.Found(TREE), look(OTHER, "main", "v1"));
        assertEquals(new Answer.Pending(), look(SHOP, "main", "v1"));
    }

    @Test
    void filesAreNoFailure() {
        var found = new GitDirectory.Found("0".repeat(40), new SourceFiles(new TreeMap<>()));

        assertThrows(IllegalArgumentException.class, () -> new GitTrees.Answer.Failed(found));
    }
}
