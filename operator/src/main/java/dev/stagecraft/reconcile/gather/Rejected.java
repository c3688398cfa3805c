package dev.stagecraft.reconcile.gather;

import dev.stagecraft.status.Assessment.Finding;

/** Ends gathering at the first thing that cannot be accepted. Caught in {@link Gatherer} and nowhere else. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Finding finding;

    private Rejected(Finding finding) {
        super(finding.message(), null, false, false);
        this.finding = finding;
    }

    static Rejected at(String reason, String path, String message) {
        return new Rejected(new Finding(reason, path + ": " + message));
    }

    static Rejected of(Finding finding) {
        return new Rejected(finding);
    }

    Finding finding() {
        return finding;
    }
}
