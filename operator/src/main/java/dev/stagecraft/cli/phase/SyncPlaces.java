package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.EnvFrom;
import dev.stagecraft.api.v1alpha1.KeyRef;
import dev.stagecraft.api.v1alpha1.ProviderSelection;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.provider.secrets.SyncDirection;
import dev.stagecraft.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out between which places values are carried. */
final class SyncPlaces {
    private static final String ENVFILE = "envfile";

    private final Session session;
    private final Stagecraft resource;

    SyncPlaces(Session session, Stagecraft resource) {
        this.session = session;
        this.resource = resource;
    }

    /**
     * A secrets provider that can be asked.
     *
     * @param config checked
     * @param root where its files are
     */
    record Place(
            SecretsProvider provider,
            JsonNode config,
            SyncDirection direction,
            Path root,
            Session session,
            String namespace) {
        /** What those Secrets hold now; one that does not exist is absent. */
        Map<String, Map<String, Secret>> cluster(List<KeptSecret> kept) {
            var cluster = new TreeMap<String, Map<String, Secret>>();
            kept.forEach(secret -> session.world()
                    .references()
                    .secret(namespace, secret.name())
                    .ifPresent(values -> cluster.put(secret.name(), values)));
            return cluster;
        }
    }

    Place of(SecretsSync.Way way, @Nullable String secret) {
        var file = Optional.ofNullable(way.from).or(() -> Optional.ofNullable(way.to));
        if (file.isPresent()) {
            return dotenv(file.get(), way.from != null ? SyncDirection.PULL : SyncDirection.PUSH, secret);
        }
        if (secret != null) {
            throw CommandFailure.of("--secret is for --from and --to; with --push and --pull spec.secrets says which.");
        }
        var chosen = Optional.ofNullable(resource.getSpec().secrets());
        var id = chosen.map(ProviderSelection::provider)
                .filter(text -> !text.isEmpty())
                .orElse("kubernetes");
        var config = chosen.flatMap(ProviderSelection::config).orElseGet(JsonNodeFactory.instance::objectNode);
        return place(
                id, config, way.push ? SyncDirection.PUSH : SyncDirection.PULL, session.directory(), "spec.secrets");
    }

    private Place dotenv(String file, SyncDirection direction, @Nullable String secret) {
        var path = session.path(file);
        var config = JsonNodeFactory.instance.objectNode();
        config.put("file", String.valueOf(path.getFileName()));
        config.set("secret", secret(secret));
        var root = Objects.requireNonNull(path.getParent(), "a file is in a directory");
        return place(ENVFILE, config, direction, root, direction == SyncDirection.PULL ? "--from" : "--to");
    }

    /** The one that is named, else the one of spec.secrets, else the only one that the environment is made of. */
    private ObjectNode secret(@Nullable String named) {
        if (named != null) {
            return JsonNodeFactory.instance.objectNode().put("name", named);
        }
        var configured = Optional.ofNullable(resource.getSpec().secrets())
                .filter(chosen -> chosen.provider().equals(ENVFILE))
                .flatMap(ProviderSelection::config)
                .map(config -> config.path("secret"));
        if (configured.isPresent() && configured.get() instanceof ObjectNode object) {
            return object;
        }
        var references = resource.getSpec().envFrom().stream()
                .map(EnvFrom::secretRef)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (references.size() != 1) {
            throw CommandFailure.of("spec.envFrom of " + resource.getMetadata().getName() + " names "
                    + (references.isEmpty() ? "no Secret" : "several Secrets: " + names(references))
                    + "; say which with --secret.");
        }
        return reference(references.getFirst());
    }

    private static ObjectNode reference(KeyRef reference) {
        var secret = JsonNodeFactory.instance.objectNode().put("name", reference.name());
        return reference.key().isEmpty() ? secret : secret.put("key", reference.key());
    }

    private static String names(List<KeyRef> references) {
        return references.stream().map(KeyRef::name).distinct().collect(Collectors.joining(", "));
    }

    private Place place(String id, JsonNode config, SyncDirection direction, Path root, String where) {
        var providers = session.world().providers().secrets();
        var provider = providers
                .find(id)
                .orElseThrow(() -> CommandFailure.of(
                        providers.unknownProvider(where + ".provider", id).message()));
        var faults = provider.check(config);
        if (!faults.isEmpty()) {
            throw CommandFailure.of(faults.stream()
                    .map(fault -> where + (fault.path().isEmpty() ? "" : " " + fault.path()) + ": " + fault.message())
                    .collect(Collectors.joining(" ")));
        }
        return new Place(
                provider,
                config,
                direction,
                root,
                session,
                resource.getMetadata().getNamespace());
    }
}
