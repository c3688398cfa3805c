package dev.stagecraft.reconcile.gather;

import dev.stagecraft.status.Assessment.Finding;

/** Ends gathering at the first thing that cannot be accepted. Caught in {@link Gatherer} and nowhere else. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient GatherResult result;

    private Rejected(String message, GatherResult result) {
        super(message, null, false, false);
        this.result = result;
    }

    static Rejected at(String reason, String path, String message) {
        return of(new Finding(reason, path + ": " + message));
    }

    static Rejected of(Finding finding) {
        return new Rejected(finding.message(), new GatherResult.Refused(finding));
    }

    /** It may be accepted later, without anybody changing anything. */
    static Rejected forNow(Finding finding) {
        return new Rejected(finding.message(), new GatherResult.Troubled(finding));
    }

    /** The commit that is released cannot be read. */
    static Rejected sourceAway(Finding finding, boolean passing) {
        return new Rejected(finding.message(), new GatherResult.SourceAway(finding, passing));
    }

    /** What it needs is being read. */
    static Rejected pending() {
        return new Rejected("pending", new GatherResult.Pending());
    }

    GatherResult result() {
        return result;
    }
}
