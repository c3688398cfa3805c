package dev.stagecraft.reconcile.gather;

import dev.stagecraft.provider.Violation;
import java.util.List;

/** Turns what a provider has against its configuration into the answer for the resource. */
final class Violations {
    private static final int MORE = 4;

    private Violations() {}

    /** Rejects with the first fault, and names a few others; {@code path} is where the configuration stands in the resource. */
    static void refuse(List<Violation> violations, String path) {
        refuse(violations, path, "InvalidSpec");
    }

    /** The same with the provider's own word for a configuration that is not usable. */
    static void refuse(List<Violation> violations, String path, String invalid) {
        reject(violations.stream().map(violation -> violation.under(path)).toList(), invalid);
    }

    /** The same of faults whose paths are those of the resource. */
    static void refuse(List<Violation> violations) {
        reject(violations, "InvalidSpec");
    }

    private static void reject(List<Violation> violations, String invalid) {
        if (violations.isEmpty()) {
            return;
        }
        var first = violations.getFirst();
        var reason = first.code() == Violation.Code.NOT_IMPLEMENTED ? "NotImplemented" : invalid;
        var others = violations.stream()
                .skip(1)
                .limit(MORE)
                .map(violation -> "; " + violation.path() + ": " + violation.message())
                .reduce("", String::concat);
        throw Rejected.at(reason, first.path(), first.message() + others);
    }
}
