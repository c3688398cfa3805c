package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Optional;

/** The annotations by which something is asked for beside the spec. */
final class Annotations {
    static final String APPROVE = "stagecraft.dev/approve";
    static final String ROLLBACK_TO = "stagecraft.dev/rollback-to";
    static final String RETRY = "stagecraft.dev/retry";

    private Annotations() {}

    /** What stands there; empty text where nothing does. */
    static String of(Stagecraft resource, String annotation) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations())
                .map(all -> all.get(annotation))
                .orElse("");
    }
}
