package dev.stagecraft.provider.ci;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.provider.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Who builds for a resource that names a CI system, or why nobody does. */
public sealed interface CiBuilder {
    /** It can be asked. */
    record Found(BuildExecutor executor) implements CiBuilder {}

    /**
     * It cannot be asked until somebody changes the resource or a Secret.
     *
     * @param violations with paths in the resource
     */
    record Refused(List<Violation> violations) implements CiBuilder {
        public Refused {
            violations = List.copyOf(violations);
        }

        /** All of it in one line. */
        public String message() {
            return violations.stream()
                    .map(violation -> violation.path() + ": " + violation.message())
                    .collect(Collectors.joining(" "));
        }
    }
}
