package dev.stagecraft.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one release to another, made for people and for programs alike.
 *
 * @param images by service; of one that only one of them has the other side is empty
 * @param services by name; {@code diff} is in the unified format, over the service's rendered definition and policy
 * @param files what else changed in the rendered file of a role: networks, volumes and the like
 * @param databases the last migration of each database
 * @param otherInputs whether the inputs differ in something that a release does not show, such as the content of files
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Changes(
        Side from,
        Side to,
        @Nullable Pair version,
        @Nullable Pair commit,
        Map<String, Pair> images,
        Names environment,
        List<Service> services,
        List<Service> files,
        Map<String, Pair> databases,
        boolean otherInputs) {

    /** One of the two. */
    record Side(String id, long revision, String version, List<String> hosts) {}

    /** Before and after. */
    record Pair(String from, String to) {}

    /**
     * Names of variables.
     *
     * @param changed those whose values differ
     * @param unread whether values differ, and which ones cannot be known without reading the releases' Secrets
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Names(List<String> added, List<String> removed, List<String> changed, boolean unread) {
        static final Names NONE = new Names(List.of(), List.of(), List.of(), false);
    }

    /** A service, or a role's file, and whether it was added, removed or changed. */
    record Service(String name, String change, List<String> diff) {}

    /** Whether there is any. */
    boolean any() {
        return version != null || commit != null || !databases.isEmpty() || otherInputs || inputs();
    }

    private boolean inputs() {
        return !images.isEmpty() || !environment.equals(Names.NONE) || !services.isEmpty() || !files.isEmpty();
    }
}
