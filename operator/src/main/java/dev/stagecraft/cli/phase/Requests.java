package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of the operator, and what it says of a resource. */
final class Requests {
    private static final String PREFIX = "stagecraft.dev/";

    private Requests() {}

    /** Sets annotations in the operator's domain; the operator sees to each value once. */
    static void ask(Session session, Stagecraft resource, Map<String, String> requests) {
        var meta = resource.getMetadata();
        var annotations = new TreeMap<String, String>();
        requests.forEach((request, value) -> annotations.put(PREFIX + request, value));
        session.world()
                .resources()
                .annotate(
                        meta.getNamespace(),
                        meta.getName(),
                        annotations,
                        session.settings().dryRun());
    }

    /** Takes a request back. The resource after it. */
    static Stagecraft takeBack(Session session, Stagecraft resource, String request) {
        var meta = resource.getMetadata();
        var nothing = new HashMap<String, @Nullable String>();
        nothing.put(PREFIX + request, null);
        return session.world().resources().annotate(meta.getNamespace(), meta.getName(), nothing, false);
    }

    /** The value of the request that the resource carries; an empty text where it carries none. */
    static String asked(Stagecraft resource, String request) {
        var annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(PREFIX + request, "");
    }

    /** Whether the operator has begun with that request for a migration. */
    static boolean handledMigration(Stagecraft resource, String request) {
        var handled = resource.getStatus().handled();
        return handled.migrate().equals(request) || handled.migrated().contains(request);
    }

    /** A value that was not used before. */
    static String token(Session session) {
        return String.valueOf(session.clock().millis());
    }

    /** Whether status is about the spec as it is. */
    static boolean current(Stagecraft resource) {
        return Objects.equals(
                resource.getStatus().observedGeneration(),
                resource.getMetadata().getGeneration());
    }

    static Optional<Condition> condition(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    static boolean is(Stagecraft resource, String type) {
        return condition(resource, type)
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
    }

    /** Nothing that changes anything is begun while a resource is suspended. */
    static void refuseSuspended(Session session, Stagecraft resource) {
        if (resource.getSpec().suspend()) {
            var name = resource.getMetadata().getName();
            throw CommandFailure.of("The operator begins nothing for " + name
                    + " while spec.suspend is true; take it back with "
                    + Suggestion.command(session, "resume", name) + ".");
        }
    }

    /** A resource that is on its way out is not asked for anything. */
    static void refuseDeleted(Stagecraft resource) {
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            throw CommandFailure.of(
                    resource.getMetadata().getName() + " is being deleted: nothing else is done for it any more.");
        }
    }

    /** Status may be about an older spec: then what it says is told with a warning. */
    static void warnIfBehind(Session session, Stagecraft resource) {
        if (!current(resource)) {
            session.console()
                    .warn("the operator has not looked at the latest change of "
                            + resource.getMetadata().getName() + " yet; this is what it knew before.");
        }
    }
}
