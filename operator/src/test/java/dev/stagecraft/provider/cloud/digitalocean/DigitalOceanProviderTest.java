package dev.stagecraft.provider.cloud.digitalocean;

import static dev.stagecraft.provider.cloud.digitalocean.Scene.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.MachineDefaults;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigitalOceanProviderTest {
    private static final String GOOD = Scene.config().toString();
    private static final List<MachineRequest> HOSTS = List.of(MachineRequest.of("app-1", "app", 1));

    private final DigitalOceanProvider provider = new DigitalOceanProvider();

    @Test
    void aGoodConfigurationNamesItsSecret() {
        assertEquals(List.of(), provider.check(Scene.config(), HOSTS));
        assertEquals(List.of(new SecretReference("do", "token", "tokenSecretRef")), provider.secrets(Scene.config()));
        assertTrue(provider.ownsMachines());
    }

    @Test
    void whatHostsGetByDefaultIsKnown() {
        assertEquals(
                new MachineDefaults(Optional.of("s-1vcpu-1gb"), Optional.of("nyc3"), Optional.of("ubuntu-24-04-x64")),
                provider.defaults(Scene.config()));
        assertEquals(MachineDefaults.NONE, provider.defaults(Scene.json("{}")));
    }

    @Test
    void everyFaultIsNamedByPath() {
        assertViolations("5", " INVALID");
        assertViolations("{}", "tokenSecretRef MISSING", "region MISSING", "size MISSING", "image MISSING");
        assertViolations(GOOD.replace("\"region\"", "\"regoin\""), "regoin UNKNOWN_KEY", "region MISSING");
        assertViolations(GOOD.replace("\"nyc3\"", "[\"nyc3\"]"), "region INVALID");
        assertViolations(GOOD.replace("nyc3", "NYC 3"), "region INVALID");
        assertViolations(GOOD.replace("\"env:prod\"", "\"stagecraft-uid:x\""), "tags.0 INVALID");
        assertViolations(GOOD.replace("[\"env:prod\"]", "\"env:prod\""), "tags INVALID");
        assertViolations(GOOD.replace("\"tags\"", "\"vpc\": \"default\", \"tags\""), "vpc INVALID");
        assertViolations(
                GOOD.replace("\"key\":\"token\"", "\"namespace\":\"b\""),
                "tokenSecretRef.namespace UNKNOWN_KEY",
                "tokenSecretRef.key MISSING");
        assertEquals(List.of(), provider.secrets(Scene.json("{\"tokenSecretRef\": 1}")));
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheKnownOnes() {
        Violation violation = provider.check(Scene.json(GOOD.replace("\"region\"", "\"regoin\"")), HOSTS)
                .getFirst();
        assertEquals(
                "There is no 'regoin' here; known: tokenSecretRef, region, size, image, vpc, tags.",
                violation.message());
    }

    @Test
    void whatEveryHostSaysItselfMayBeLeftOut() {
        var host = new MachineRequest(
                "db", "db", 0, Optional.of("s-1vcpu-1gb"), Optional.of("nyc3"), Optional.of("debian-13-x64"));
        assertEquals(
                List.of(),
                provider.check(Scene.json("{\"tokenSecretRef\": {\"name\": \"a\", \"key\": \"b\"}}"), List.of(host)));
        var odd = new MachineRequest("db", "db", 0, Optional.of("two big ones"), Optional.empty(), Optional.empty());
        assertTrue(provider.check(Scene.config(), List.of(odd))
                .getFirst()
                .message()
                .contains("size of host db"));
    }

    @Test
    void sizesThatNoListingShowsAreNotImplemented() {
        assertViolations(
                "{\"tokenSecretRef\": {\"name\": \"a\", \"key\": \"b\"}, \"region\": \"nyc3\", \"size\": \"gpu-h100x1-80gb\","
                        + " \"image\": \"ubuntu-24-04-x64\"}",
                "size NOT_IMPLEMENTED");
        var host =
                new MachineRequest("ml", "app", 0, Optional.of("gpu-h100x1-80gb"), Optional.empty(), Optional.empty());
        var found = provider.check(Scene.config(), List.of(host)).getFirst();
        assertEquals(Violation.Code.NOT_IMPLEMENTED, found.code());
        assertTrue(found.message().contains("of host ml in spec.hosts"), found.message());
    }

    @Test
    void whatCannotBeATokenIsRefusedWithoutQuotingIt() {
        for (String bad : List.of("", " \n", "two words", "tök", "5ecret\n5ecret", "x".repeat(513))) {
            fails(Code.UNAUTHORIZED, () -> Scene.driver(provider, bad));
        }
        assertThrows(IllegalArgumentException.class, () -> provider.driver(Scene.config(), Map.of()));
        var secrets = Map.of("tokenSecretRef", Secret.of("t"));
        assertThrows(IllegalArgumentException.class, () -> provider.driver(Scene.json("{\"x\": 1}"), secrets));
    }

    @Test
    void theApisAddressIsAnOriginAndNothingMore() {
        for (String bad :
                List.of("ftp://x", "https://u@x", "https://x/v2", "https://x?a", "https://x#a", "x", "https:///")) {
            assertThrows(IllegalArgumentException.class, () -> DigitalOceanSettings.of(URI.create(bad)), bad);
        }
        assertEquals(
                "https://x:8443/",
                DigitalOceanSettings.of(URI.create("https://x:8443/")).baseUrl().toString());
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(0, 1, 1, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(1, 1, 1, 1, 91));
    }

    @Test
    void originsAreToldApartByHostAndPort() {
        var transport = new Transport(DigitalOceanSettings.of(URI.create("https://api.example")));
        assertTrue(transport.sameOrigin(URI.create("https://API.example:443/v2")));
        for (String other :
                List.of("http://api.example", "https://api.example:8443", "https://api.example.evil", "mailto:a@b")) {
            assertTrue(!transport.sameOrigin(URI.create(other)), other);
        }
    }

    @Test
    void budgetsOfTokensThatWentQuietAreForgotten() {
        var budgets = new RateBudgets(RateLimits.documented(), Clock.systemUTC(), new java.util.Random(1));
        RateBudget first = budgets.of(Secret.of("a"));
        assertTrue(first == budgets.of(Secret.of("a")));
        budgets.of(Secret.of("b"));
        assertTrue(first != budgets.of(Secret.of("a")));
        budgets.of(Secret.of("a")).take(Use.ORDINARY);
        RateBudget busy = budgets.of(Secret.of("a"));
        budgets.of(Secret.of("b"));
        assertTrue(busy == budgets.of(Secret.of("a")));
    }

    private void assertViolations(String config, String... expected) {
        List<Violation> found = provider.check(Scene.json(config), HOSTS);
        assertEquals(
                List.of(expected),
                found.stream()
                        .map(violation -> violation.path() + " " + violation.code())
                        .toList(),
                () -> config + found);
    }
}
