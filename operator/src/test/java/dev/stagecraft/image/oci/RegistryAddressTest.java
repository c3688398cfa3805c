package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.RegistryCredentials;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an image reference, which a user wrote, can make the operator connect to. */
@Timeout(60)
class RegistryAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "224.0.0.1",
                "127.0.0.1"
            })
    void nameThatLeadsToAForbiddenAddressIsNotCalled(String address) {
        HostLookup lookup = host -> List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral(address));
        var resolution = resolve("registry.example.com", Set.of(), lookup);

        var unreachable = assertInstanceOf(Unreachable.class, resolution);
        assertFalse(unreachable.retryable());
        assertTrue(unreachable.message().contains("which no registry may have"), unreachable.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.169.254:80", "2852039166", "[fe80::1]:5000"})
    void metadataServiceIsNotCalledByItsAddressEither(String registry) {
        assertFalse(assertInstanceOf(Unreachable.class, resolve(registry, Set.of(registry), HostLookup.SYSTEM))
                .retryable());
    }

    @Test
    void unknownNameIsRetryable() {
        var resolution = resolve("registry.example.com", Set.of(), host -> {
            throw new UnknownHostException(host);
        });

        assertEquals(
                new Unreachable(
                        "The registry of registry.example.com/acme/web:v1 could not be asked: the name"
                                + " registry.example.com is not known.",
                        true),
                resolution);
    }

    @Test
    void slowNameServerEndsAtTheTimeout() {
        var resolution = resolve("registry.example.com", Set.of(), host -> {
            try {
                Thread.currentThread().join(Duration.ofSeconds(20));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });

        assertTrue(assertInstanceOf(Unreachable.class, resolution).retryable());
    }

    @Test
    void plainHttpIsSpokenOnlyToLoopbackAndToListedRegistries() {
        var access = RegistryAccess.standard(Set.of("registry.lan:5000"));

        assertEquals("http://registry.lan:5000", base("registry.lan:5000", access));
        assertEquals("http://localhost:5000", base("localhost:5000", access));
        assertEquals("http://127.0.0.1:5000", base("127.0.0.1:5000", access));
        assertEquals("http://[::1]:5000", base("[::1]:5000", access));
        assertEquals("https://registry.lan", base("registry.lan", access));
        assertEquals("https://localhost.example.com", base("localhost.example.com", access));
        assertEquals("https://10.0.0.1:5000", base("10.0.0.1:5000", access));
    }

    @Test
    void dockerHubHasAHostOfItsOwnAndALibrary() {
        var access = RegistryAccess.standard(Set.of());
        assertEquals("https://registry-1.docker.io", base("docker.io", access));
        assertEquals("library/nginx", RegistryEndpoint.path("docker.io", "nginx"));
        assertEquals("acme/web", RegistryEndpoint.path("docker.io", "acme/web"));
        assertEquals("web", RegistryEndpoint.path("registry.example.com", "web"));
    }

    private static ImageResolution resolve(String registry, Set<String> insecure, HostLookup lookup) {
        var access = new RegistryAccess(insecure, Duration.ofSeconds(5), Duration.ofMinutes(1));
        try (var resolver = new OciImageResolver(access, Clock.systemUTC(), lookup)) {
            return resolver.resolve(
                    new ImageName(registry, "acme/web", Optional.of("v1"), Optional.empty()),
                    RegistryCredentials.none());
        }
    }

    private static String base(String registry, RegistryAccess access) {
        return RegistryEndpoint.of(registry, access).base().toString();
    }
}
