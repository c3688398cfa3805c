package dev.stagecraft.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The logins to registries that one resource brings, by registry. Immutable; equal when they hold the same values, which
 * is what a cache of answers must be keyed by.
 *
 * @param byRegistry canonical host, see {@link #canonical}, to login
 */
public record RegistryCredentials(Map<String, RegistryCredential> byRegistry) {
    /** The name that images of Docker Hub carry. */
    private static final String DOCKER_HUB = "docker.io";

    /** The key under which Docker itself keeps the login to Docker Hub. */
    private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    private static final Set<String> DOCKER_HUB_HOSTS = Set.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io");

    /** So long a user name is a token: DigitalOcean's registry and others take one in its place. */
    private static final int TOKEN_LENGTH = 32;

    private static final RegistryCredentials NONE = new RegistryCredentials(Map.of());

    public RegistryCredentials {
        byRegistry = Map.copyOf(byRegistry);
    }

    /** What came of reading a Secret's content. */
    public sealed interface Parsed {
        /** There is at least one login in it. */
        record Read(RegistryCredentials credentials) implements Parsed {}

        /** Nothing of it is used. {@code why} completes "The Secret …" and shows no value. */
        record Malformed(String why) implements Parsed {}
    }

    /** Every registry is asked anonymously. */
    public static RegistryCredentials none() {
        return NONE;
    }

    /** Reads {@code .dockerconfigjson} of a Secret of the type {@code kubernetes.io/dockerconfigjson}. */
    public static Parsed parse(Secret dockerConfigJson) {
        return new DockerConfigJson().read(dockerConfigJson);
    }

    /** The login to a registry, named as in an image reference. */
    public Optional<RegistryCredential> forRegistry(String registry) {
        return Optional.ofNullable(byRegistry.get(canonical(registry)));
    }

    /** The {@code config.json} with which Docker logs in to these registries, and to no other. */
    public Secret dockerConfig(Set<String> registries) {
        var auths = JsonNodeFactory.instance.objectNode();
        for (var registry : canonical(registries)) {
            var key = registry.equals(DOCKER_HUB) ? DOCKER_HUB_KEY : registry;
            switch (byRegistry.get(registry)) {
                case null -> {}
                case RegistryCredential.Basic basic ->
                    auths.putObject(key).put("auth", basic.auth().reveal());
                case RegistryCredential.IdentityToken(var token) ->
                    auths.putObject(key).put("identitytoken", token.reveal());
            }
        }
        var config = JsonNodeFactory.instance.objectNode();
        config.set("auths", auths);
        return Secret.of(config.toString());
    }

    /** Whether there is a login to any of these registries. */
    public boolean coverAny(Set<String> registries) {
        return canonical(registries).stream().anyMatch(byRegistry::containsKey);
    }

    /** All that must not be seen. A short user name is not: it is part of many image names. */
    public List<Secret> secrets() {
        var secrets = new ArrayList<Secret>();
        for (var credential : new TreeMap<>(byRegistry).values()) {
            switch (credential) {
                case RegistryCredential.Basic basic -> {
                    secrets.add(basic.password());
                    secrets.add(basic.auth());
                    if (basic.user().length() >= TOKEN_LENGTH) {
                        secrets.add(Secret.of(basic.user()));
                    }
                }
                case RegistryCredential.IdentityToken(var token) -> secrets.add(token);
            }
        }
        return List.copyOf(secrets);
    }

    /** One name for a registry, whichever of its names is used; Docker Hub has several. */
    static String canonical(String registry) {
        var host = registry.toLowerCase(Locale.ROOT);
        return DOCKER_HUB_HOSTS.contains(host) ? DOCKER_HUB : host;
    }

    private static Set<String> canonical(Set<String> registries) {
        var all = new TreeSet<String>();
        registries.forEach(registry -> all.add(canonical(registry)));
        return all;
    }

    @Override
    public String toString() {
        return "credentials of " + new TreeSet<>(byRegistry.keySet());
    }
}
