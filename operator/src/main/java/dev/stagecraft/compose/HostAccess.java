package dev.stagecraft.compose;

import java.util.List;

/** Containers that could take over their host. Whether that is allowed is the caller's policy. */
public final class HostAccess {
    private HostAccess() {}

    /** One problem for every such setting; empty for an ordinary file. */
    public static List<ComposeProblem> findings(ComposeFile file) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
