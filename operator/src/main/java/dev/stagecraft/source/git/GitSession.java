package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory;
import java.io.IOException;

/** One reading from a server, from its first byte to its last. Used by one thread. */
final class GitSession {
    private final GitRequest request;
    private final ReadMeter meter;
    private final GitFetch fetch;

    /** Its time begins now. */
    GitSession(GitRequest request, GitAccess access) {
        this.request = request;
        meter = new ReadMeter(request.url(), access.limits());
        var connections =
                new GuardedConnections(request.url(), request.credentials().isPresent(), access, meter);
        var credentials = new OriginCredentials(request.url(), request.credentials());
        fetch = new GitFetch(request, connections, credentials, access, meter);
    }

    GitFetch fetch() {
        return fetch;
    }

    /** To be called when what comes from the server is the pack, which may be larger than its words. */
    void packBegins() {
        meter.packBegins();
    }

    GitDirectory answer(IOException failure) {
        return FetchTrouble.answer(
                request.url(), meter.status(), request.credentials().isPresent(), failure);
    }
}
