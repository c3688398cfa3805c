package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitRefNotFound;
import dev.stagecraft.source.GitDirectory.GitRefused;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Fetches the one commit that a ref names, without its history. */
final class GitFetch {
    private static final String WANTED = "refs/stagecraft/wanted";

    private final GitUrl url;
    private final String ref;
    private final GuardedConnections connections;
    private final OriginCredentials credentials;
    private final GitAccess access;
    private final ReadMeter meter;

    GitFetch(
            GitRequest request,
            GuardedConnections connections,
            OriginCredentials credentials,
            GitAccess access,
            ReadMeter meter) {
        this.url = request.url();
        this.ref = request.ref();
        this.connections = connections;
        this.credentials = credentials;
        this.access = access;
        this.meter = meter;
    }

    /** The commit, which is then in the repository with its tree. */
    ObjectId into(Repository repository) throws IOException {
        return into(repository, wanted(repository));
    }

    /**
     * What the server has under the ref now. It is asked only where the ref is a name.
     *
     * @param repository to resolve in; stays as it is
     */
    Wanted wanted(Repository repository) throws IOException {
        return ObjectId.isId(ref) ? Wanted.commit(ref) : named(repository);
    }

    ObjectId into(Repository repository, Wanted wanted) throws IOException {
        var isCommit = ObjectId.isId(ref);
        try (var transport = open(repository)) {
            transport.setDepth(1);
            transport.fetch(new Deadline(meter), List.of(new RefSpec(wanted.source() + ":" + WANTED)));
        } catch (TransportException failure) {
            if (meter.late()) {
                throw meter.tooSlow();
            }
            var spoke = meter.status() == HttpURLConnection.HTTP_OK;
            throw isCommit && spoke && FetchTrouble.isRefusal(failure) ? refNotFound() : failure;
        }
        // JGit keeps no name for what was asked for by its id.
        var fetched = isCommit ? wanted.id() : repository.resolve(WANTED);
        if (fetched == null) {
            throw refNotFound();
        }
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(fetched).copy();
        } catch (IncorrectObjectTypeException | MissingObjectException _) {
            throw refNotFound();
        }
    }

    /**
     * What a ref stands for.
     *
     * @param source its full name on the server, or the id itself
     * @param id of the commit, or of an annotated tag where the server did not say of which commit
     */
    record Wanted(String source, ObjectId id) {
        static Wanted commit(String id) {
            var commit = ObjectId.fromString(id);
            return new Wanted(commit.name(), commit);
        }
    }

    /** Ends what takes too long when nothing more comes over the network, such as putting deltas together. */
    private static final class Deadline extends EmptyProgressMonitor {
        private final ReadMeter meter;

        Deadline(ReadMeter meter) {
            this.meter = meter;
        }

        @Override
        public boolean isCancelled() {
            return meter.late();
        }
    }

    /** The branch or tag on the server. */
    private Wanted named(Repository repository) throws IOException {
        var full = ref.startsWith("refs/");
        if (!Repository.isValidRefName(full ? ref : "refs/heads/" + ref)) {
            throw new GitStop(new GitRefused(
                    "ref", "spec.source.git.ref is not the name of a branch or tag, nor the full id of a commit."));
        }
        var names = full ? List.of(ref) : List.of("refs/heads/" + ref, "refs/tags/" + ref);
        Map<String, Ref> offered;
        try (var transport = open(repository);
                var connection = transport.openFetch(List.of(), names.toArray(String[]::new))) {
            offered = connection.getRefsMap();
        }
        var found = names.stream()
                .flatMap(name -> Optional.ofNullable(offered.get(name)).stream())
                .toList();
        if (found.size() > 1) {
            throw new GitStop(new GitRefused(
                    "ref",
                    "%s has a branch and a tag '%s'. Write refs/heads/%s or refs/tags/%s."
                            .formatted(url, ref, ref, ref)));
        }
        return wanted(found.stream().findFirst().orElseThrow(this::refNotFound));
    }

    private Wanted wanted(Ref found) throws GitStop {
        var id = found.getPeeledObjectId() == null ? found.getObjectId() : found.getPeeledObjectId();
        if (id == null) {
            throw refNotFound();
        }
        return new Wanted(found.getName(), id.copy());
    }

    private TransportHttp open(Repository repository) throws IOException {
        try {
            if (Transport.open(repository, new URIish(url.toString())) instanceof TransportHttp http) {
                http.setHttpConnectionFactory(connections);
                http.setCredentialsProvider(credentials);
                http.setTimeout((int) access.timeout().toSeconds());
                http.setTagOpt(TagOpt.NO_TAGS);
                return http;
            }
        } catch (URISyntaxException _) {
            // Falls through: JGit has its own idea of a URL.
        }
        throw new GitStop(new GitRefused("url", "spec.source.git.url is not the address of a repository."));
    }

    private GitStop refNotFound() {
        return new GitStop(new GitRefNotFound(
                ("%s has no branch, tag or commit '%s', or does not give it away: push it, or correct"
                                + " spec.source.git.ref.")
                        .formatted(url, ref)));
    }
}
