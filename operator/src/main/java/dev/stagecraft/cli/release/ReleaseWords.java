package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.release.PhaseState;
import java.util.Optional;

/** How releases and their steps are spoken of. */
final class ReleaseWords {
    private ReleaseWords() {}

    static String name(ReleaseSummary release) {
        var what = release.type().equals("Rollback") ? "rollback " : "release ";
        return what + release.id() + " of version " + release.version();
    }

    /** Where and why it failed, as a sentence. */
    static String failure(ReleaseSummary release, Optional<StepStatus> step) {
        var phase = release.phases().stream()
                .filter(found -> found.status().equals(PhaseState.FAILED.label()))
                .map(PhaseStatus::name)
                .findFirst()
                .map(found -> "in phase " + found)
                .orElse("before its first phase");
        var where = step.map(found -> ", step \"" + found.description() + "\"").orElse("");
        var why = release.reason().isEmpty() ? "" : release.reason() + ", ";
        return ended(name(release) + " failed " + phase + where + ": " + why + release.message());
    }

    /** The same of a step that belongs to no release. */
    static String failure(StepStatus step) {
        var why = step.reason().isEmpty() ? "" : step.reason() + ", ";
        return ended("step \"" + step.description() + "\" failed: " + why + step.target() + ": " + step.message());
    }

    /** With a full stop. */
    static String ended(String sentence) {
        var text = sentence.strip();
        return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
    }
}
