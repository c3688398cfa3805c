package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostCommandException.Code;
import dev.stagecraft.host.HostScripts;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How images of private registries reach a host, simulated or real, and what of the login stays there: nothing. */
@Timeout(180)
interface PrivateImageContract {

    HostUnderTest host();

    @Test
    default void aPrivateImageIsPulledWithItsLoginAndWithNoOther() {
        try (var session = ContractSession.open(host(), "private")) {
            session.directory().claim();
            var image = host().privateImage("alone");
            session.write("rel-1", ContractCompose.web(image));

            // When the login is missing or wrong
            for (var login : List.<Optional<Secret>>of(Optional.empty(), Optional.of(host().login("old-password")))) {
                var refused = assertThrows(
                        HostCommandException.class, () -> session.project().pull("rel-1", List.of("web"), login));

                // Then
                assertEquals(Code.REGISTRY_DENIED, refused.code(), refused::getMessage);
                assertFalse(String.valueOf(refused.getMessage()).contains("old-password"), refused::getMessage);
                assertNothingStays(session);
            }

            // When it is right
            session.project().pull("rel-1", List.of("web"), Optional.of(host().login(HostUnderTest.PASSWORD)));

            // Then the image is there, and the login is not
            assertNothingStays(session);
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);
            assertEquals(image, session.project().containers().getFirst().image());
        }
    }

    @Test
    default void aPublicImageIsPulledBesideThem() {
        try (var session = ContractSession.open(host(), "mixed")) {
            session.directory().claim();
            session.write(
                    "rel-1",
                    ContractCompose.withAccessory(
                            host().privateImage("mixed"), host().image("web", HostUnderTest.Kind.GOOD)));

            session.project().pull("rel-1", List.of("web", "store"), Optional.of(host().login(HostUnderTest.PASSWORD)));

            assertNothingStays(session);
        }
    }

    @Test
    default void whatACrashLeftIsRemovedByTheNextPull() {
        try (var session = ContractSession.open(host(), "crashed")) {
            session.directory().claim();
            session.write("rel-1", ContractCompose.web(host().image("web", HostUnderTest.Kind.GOOD)));
            for (var login :
                    List.<Optional<Secret>>of(Optional.empty(), Optional.of(host().login(HostUnderTest.PASSWORD)))) {
                var left = Secret.of("left");
                session.connection()
                        .run(Command.of(
                                        "sh",
                                        "-c",
                                        HostScripts.PUT,
                                        "stagecraft",
                                        directory(session) + "/config.json",
                                        "0600",
                                        "4")
                                .withStdin(left));
                assertEquals(List.of("config.json"), names(session));

                session.project().pull("rel-1", List.of("web"), login);

                assertNothingStays(session);
            }
        }
    }

    @Test
    default void noCommandLineHoldsTheLogin() throws Exception {
        var login = host().login(HostUnderTest.PASSWORD);
        var auth = login.reveal().replaceAll(".*\"auth\":\"([^\"]+)\".*", "$1");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var over = new AtomicBoolean();
        try (var session = ContractSession.open(host(), "argv")) {
            session.directory().claim();
            session.write("rel-1", ContractCompose.web(host().privateImage("argv")));
            var watch = Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    seen.addAll(host().commandLines());
                }
            });

            session.project().pull("rel-1", List.of("web"), Optional.of(login));
            over.set(true);
            watch.join();
            seen.addAll(host().commandLines());
        }

        assertTrue(
                seen.stream().anyMatch(line -> line.contains("pull") && line.contains("argv-test")), "was looked at");
        for (var secret : List.of(HostUnderTest.PASSWORD, auth)) {
            assertEquals(
                    List.of(),
                    seen.stream().filter(line -> line.contains(secret)).toList());
        }
    }

    private static void assertNothingStays(ContractSession session) {
        assertEquals(List.of(), names(session));
    }

    private static List<String> names(ContractSession session) {
        return session.connection()
                .run(Command.of("sh", "-c", HostScripts.LIST, "stagecraft", directory(session)))
                .stdout()
                .lines()
                .toList();
    }

    private static String directory(ContractSession session) {
        return session.base() + "/login";
    }
}
