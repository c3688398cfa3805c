package dev.stagecraft.source.git;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** Takes no object above a size, and tells when a pack begins to come in. */
final class LimitedInserter extends ObjectInserter.Filter {
    private final ObjectInserter inserter;
    private final long largestObject;
    private final Runnable packBegins;

    LimitedInserter(ObjectInserter inserter, long largestObject, Runnable packBegins) {
        this.inserter = inserter;
        this.largestObject = largestObject;
        this.packBegins = packBegins;
    }

    @Override
    protected ObjectInserter delegate() {
        return inserter;
    }

    // A few bytes of delta can stand for gigabytes, which the parser would put together in memory.
    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
        packBegins.run();
        var parser = inserter.newPackParser(in);
        parser.setMaxObjectSizeLimit(largestObject);
        return parser;
    }
}
