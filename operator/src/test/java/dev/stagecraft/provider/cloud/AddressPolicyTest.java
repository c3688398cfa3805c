package dev.stagecraft.provider.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressPolicyTest {
    private static final AddressPolicy PRODUCTION = new AddressPolicy(false);
    private static final AddressPolicy SANDBOX = new AddressPolicy(true);

    @Test
    void hostsAndAddressesArePermitted() {
        for (String good : List.of(
                "app-1.example.com",
                "APP",
                "203.0.113.9",
                "10.1.2.3",
                "2001:db8::1",
                "::ffff:203.0.113.9",
                "1and1.example")) {
            assertEquals(Optional.empty(), PRODUCTION.refusal(good), good);
        }
    }

    @Test
    void metadataServicesAreRefusedInEverySpelling() {
        for (String bad : List.of(
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "64:ff9b::168.63.129.16",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "fe80::1",
                "fd00:ec2::254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::169.254.169.254",
                "2852039166",
                "0xA9FEA9FE",
                "0251.0376.0251.0376",
                "169.254.43518",
                "169.254.169.254.",
                "metadata.google.internal",
                "kubernetes.default",
                "api.shop.svc",
                "x.svc.cluster.local")) {
            assertTrue(PRODUCTION.refusal(bad).isPresent(), bad);
            assertTrue(SANDBOX.refusal(bad).isPresent(), bad);
        }
    }

    @Test
    void whatIsNoHostIsRefused() {
        for (String bad : List.of(
                "",
                " ",
                "a b",
                "-oProxyCommand=x",
                "a;b",
                "$(id)",
                "a_b",
                "a..b",
                "[::1]",
                "user@host",
                "host:22",
                "256.1.1.1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "0.1.2.3",
                "fe80::1%eth0",
                ":::",
                "x".repeat(64))) {
            assertTrue(SANDBOX.refusal(bad).isPresent(), bad);
        }
    }

    @Test
    void loopbackIsForSandboxesOnly() {
        for (String local : List.of("127.0.0.1", "127.64.0.9", "localhost", "a.localhost", "::1", "::ffff:127.0.0.1")) {
            assertTrue(PRODUCTION.refusal(local).isPresent(), local);
            assertEquals(Optional.empty(), SANDBOX.refusal(local), local);
        }
    }

    @Test
    void whatANameResolvesToIsCheckedToo() {
        assertTrue(PRODUCTION.refusal(InetAddress.ofLiteral("169.254.169.254")).isPresent());
        assertTrue(PRODUCTION.refusal(InetAddress.ofLiteral("127.0.0.1")).isPresent());
        assertEquals(Optional.empty(), SANDBOX.refusal(InetAddress.ofLiteral("127.0.0.1")));
        assertEquals(Optional.empty(), PRODUCTION.refusal(InetAddress.ofLiteral("203.0.113.9")));
    }
}
