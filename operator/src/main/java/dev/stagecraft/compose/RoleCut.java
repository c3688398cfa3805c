package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** A Compose file cut down to the services of one host role. */
public sealed interface RoleCut {
    /** The role of a service for which the resource names none. */
    String DEFAULT_ROLE = "app";

    /** @param notes one sentence for every dependency that was dropped because its target runs on another role */
    record Cut(ComposeFile file, List<String> notes) implements RoleCut {
        public Cut {
            requireNonNull(file, "file");
            notes = List.copyOf(notes);
        }
    }

    /** Services that must share a host are on different roles; never empty. */
    record Refused(List<ComposeProblem> problems) implements RoleCut {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    static RoleCut of(ComposeFile file, String role, Map<String, String> roles) {
        return RoleCutter.cut(file, role, roles);
    }
}
