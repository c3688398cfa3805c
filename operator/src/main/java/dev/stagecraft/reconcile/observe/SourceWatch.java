package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.GitTrees;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Reads the commits that resources are released from, off the reconcile thread. */
public final class SourceWatch implements Sources {
    /** What a branch or a tag names is asked for once, and then by the commit that it named. */
    private static final Duration FOUND = Duration.ofHours(12);

    /** A commit is what it is, also while its server is away. */
    private static final Duration COMMIT = Duration.ofDays(365);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(15);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private static final String GIT = "spec.source.git.";

    /** A ref of a resource, and why it is read. */
    private record Key(String uid, String url, String ref, String occasion) {}

    private final Lookups<Key, Answer> lookups;
    private final GitTrees trees;

    public SourceWatch(GitTrees trees, ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        this.trees = trees;
        lookups = new Lookups<>(threads, clock, wake);
    }

    @Override
    public Answer look(ResourceRef resource, GitLocation location, String occasion) {
        var asked = new Key(resource.uid(), location.url(), location.ref(), occasion);
        lookups.forgetAll(key -> key.uid().equals(asked.uid()) && !key.equals(asked));
        return lookups.get(
                        asked,
                        resource,
                        new Lookups.Terms<>(answer -> keep(answer, location), true),
                        () -> read(trees, location))
                .orElseGet(Answer.Pending::new);
    }

    @Override
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }

    private static Duration keep(Answer answer, GitLocation location) {
        return switch (answer) {
            case Answer.Found(var tree) -> location.ref().equals(tree.commit()) ? COMMIT : FOUND;
            case Answer.Pending pending -> Duration.ZERO;
            case Answer.Failed failed -> failed.passing() ? AFTER_TROUBLE : AFTER_REFUSAL;
        };
    }

    /** Reads it now. Blocks while the repository is read. */
    public static Answer read(GitTrees trees, GitLocation location) {
        return switch (trees.read(location)) {
            case GitTrees.Answer.Found(var tree) -> new Answer.Found(tree);
            case GitTrees.Answer.Failed(var why) -> failed(why);
        };
    }

    private static Answer failed(GitDirectory why) {
        return switch (why) {
            case GitDirectory.Found found -> throw new IllegalStateException("that is no failure");
            case GitDirectory.GitUnauthorized(var message) -> refused("GitUnauthorized", "credentials", message);
            case GitDirectory.GitUnreachable(var message, var retryable) ->
                new Answer.Failed(new Finding("GitUnreachable", GIT + "url: " + message), retryable);
            case GitDirectory.GitRefNotFound(var message) -> refused("GitRefNotFound", "ref", message);
            case GitDirectory.GitPathNotFound(var message) -> refused("GitPathNotFound", "url", message);
            case GitDirectory.GitRefused(var field, var message) -> refused("GitRefused", field, message);
            case GitDirectory.GitNotImplemented(var field, var message) -> refused("NotImplemented", field, message);
        };
    }

    private static Answer refused(String reason, String field, String message) {
        return new Answer.Failed(new Finding(reason, GIT + field + ": " + message), false);
    }
}
