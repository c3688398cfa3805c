package dev.stagecraft.image.oci;

import java.net.URI;

/**
 * Where a registry answers.
 *
 * @param base scheme, host and port
 * @param insecure plain HTTP is agreed, by configuration or because it is this machine
 */
record RegistryEndpoint(URI base, boolean insecure) {
    /** The name that images of Docker Hub carry, and the host that serves them, which are not the same. */
    private static final String DOCKER_HUB = "docker.io";

    private static final String DOCKER_HUB_HOST = "registry-1.docker.io";

    static RegistryEndpoint of(String registry, RegistryAccess access) {
        var host = isDockerHub(registry) ? DOCKER_HUB_HOST : registry;
        var insecure =
                access.insecure().contains(registry) || AddressGuard.namesLoopback(host.replaceFirst(":[0-9]+$", ""));
        return new RegistryEndpoint(URI.create((insecure ? "http://" : "https://") + host), insecure);
    }

    /** The path of a repository at the registry: Docker Hub keeps one-word names under {@code library}. */
    static String path(String registry, String repository) {
        return isDockerHub(registry) && !repository.contains("/") ? "library/" + repository : repository;
    }

    /** Same scheme, host and port: only there a token may go. */
    boolean owns(URI uri) {
        return base.getScheme().equals(uri.getScheme())
                && base.getRawAuthority().equals(uri.getRawAuthority());
    }

    private static boolean isDockerHub(String registry) {
        return registry.equals(DOCKER_HUB) || registry.equals("index." + DOCKER_HUB);
    }
}
