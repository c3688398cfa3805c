package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.Refusal;
import dev.stagecraft.status.Assessment.Finding;

/** Findings as a plan tells them. */
public final class Refusals {
    private Refusals() {}

    /** The message of a finding begins with the field that it is about. */
    public static Refusal of(Finding finding) {
        var message = finding.message();
        int colon = message.indexOf(": ");
        var path = colon < 0 ? "" : message.substring(0, colon);
        return path.isEmpty() || path.contains(" ")
                ? new Refusal(finding.reason(), "", message)
                : new Refusal(finding.reason(), path, message.substring(colon + 2));
    }
}
