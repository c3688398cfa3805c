package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.GitSource;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the commit that a resource is released from, and the credentials for it. */
final class SourceGather {
    private static final String GIT = "spec.source.git";

    private final Reading reading;
    private final Sources sources;

    SourceGather(Reading reading, Sources sources) {
        this.reading = reading;
        this.sources = sources;
    }

    /** The commit, for a resource that reads anything but migrations from it. */
    Optional<Source> resolve(StagecraftSpec spec, ResourceRef resource, Sources.Known known) {
        if (spec.source() == null || spec.source().git() == null || !isRead(spec)) {
            sources.forget(resource.uid());
            return Optional.empty();
        }
        var git = spec.source().git();
        var asWritten = location(git, reading);
        var of = CanonicalJson.hash(Map.of("url", git.url(), "ref", git.ref(), "version", spec.version()));
        var location = known.mark()
                .filter(mark -> mark.of().equals(of) && known.occasion().isEmpty())
                .map(mark -> at(asWritten, mark.commit()))
                .orElse(asWritten);
        return switch (sources.look(resource, location, of + known.occasion())) {
            case Sources.Answer.Found(var tree) ->
                Optional.of(
                        new Source(tree, at(asWritten, tree.commit()), new SourceMark(of, git.ref(), tree.commit())));
            case Sources.Answer.Pending() -> throw Rejected.pending();
            case Sources.Answer.Failed(var finding, var passing) -> throw Rejected.sourceAway(finding, passing);
        };
    }

    /** The commit as status names it, of which nothing can be read now. */
    static Source unread(StagecraftSpec spec, SourceMark mark, Reading reading) {
        var git = Optional.ofNullable(spec.source()).map(source -> source.git());
        var location = git.map(found -> location(found, reading))
                .orElseThrow(() -> Rejected.at("InvalidSpec", GIT, "there is no source"));
        return new Source(new UnreadTree(mark.commit()), at(location, mark.commit()), mark);
    }

    /** Migrations are read by those who run them. */
    private static boolean isRead(StagecraftSpec spec) {
        boolean builds = List.of(Optional.ofNullable(spec.backend()), Optional.ofNullable(spec.frontend())).stream()
                .flatMap(Optional::stream)
                .anyMatch(selection -> !selection.provider().equals(BuildGather.NONE));
        return builds
                || spec.envFrom().stream().anyMatch(entry -> !entry.path().isEmpty())
                || (spec.compose() != null && !spec.compose().path().isEmpty());
    }

    private static GitLocation at(GitLocation location, String commit) {
        return new GitLocation(location.url(), commit, location.credentials());
    }

    /** As it is written, with the credentials that it names. */
    static GitLocation location(GitSource git, Reading reading) {
        if (git.credentials() == null) {
            return new GitLocation(git.url(), git.ref(), Optional.empty());
        }
        var path = GIT + ".credentials";
        var values = reading.secret(git.credentials().name(), path);
        var key = values.get("ssh-privatekey");
        if (key != null) {
            var known = Optional.ofNullable(values.get("known_hosts")).map(Secret::reveal);
            return new GitLocation(git.url(), git.ref(), Optional.of(new GitCredentials.SshKey(key, known)));
        }
        var user = values.get("username");
        var password = values.get("password");
        if (user == null || password == null) {
            throw Rejected.at(
                    "ReferenceNotFound",
                    path,
                    "Secret " + git.credentials().name() + " must have the keys username and password");
        }
        return new GitLocation(git.url(), git.ref(), Optional.of(new GitCredentials.Basic(user, password)));
    }

    /** What must not be shown of them. */
    static Secret secret(GitCredentials credentials) {
        return switch (credentials) {
            case GitCredentials.Basic(var username, var password) -> password;
            case GitCredentials.SshKey(var key, var knownHosts) -> key;
        };
    }
}
