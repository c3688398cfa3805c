package dev.stagecraft.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resources themselves, as the people see them who write them; what the operator writes goes other ways. Throws what the
 * API client throws. A dry run is checked and answered by the API server as if it were none, and changes nothing.
 */
public interface Resources {
    /** The resource of that name. */
    Optional<Stagecraft> find(String namespace, String name);

    /** The resources of a namespace, by name. */
    List<Stagecraft> list(String namespace);

    /** Those of every namespace, by namespace and name. */
    List<Stagecraft> listAll();

    /** Merges into the spec (RFC 7386: a null takes a field away); the answer is the resource after it. */
    Stagecraft mergeSpec(String namespace, String name, JsonNode spec, boolean dryRun);

    /** Sets annotations beside those that are there; a null takes one away. */
    Stagecraft annotate(String namespace, String name, Map<String, @Nullable String> annotations, boolean dryRun);

    /**
     * Server-side apply under a field manager of its own, of any kind of object. What another manager has set is refused as a
     * conflict; a dry run takes it, as who asks wants to know what the object would be.
     *
     * @param manifest a whole object with {@code apiVersion}, {@code kind} and {@code metadata.name}
     * @param namespace for an object that names none
     */
    JsonNode apply(String namespace, JsonNode manifest, boolean dryRun);

    /** Deletes it, which the operator carries out by its deletion policy; false where there was none. */
    boolean delete(String namespace, String name, boolean dryRun);

    /**
     * Tells what the resource is now, and whenever it changes; empty when it is gone. On threads of the client, one call after
     * the other.
     *
     * @return ends it
     */
    Watching watch(String namespace, String name, Consumer<Optional<Stagecraft>> changed);

    /** A watch that goes on until it is closed. */
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }
}
