package dev.stagecraft.cli.dev.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsBlockTest {
    private static final String MACHINE = "127.0.0.1\tlocalhost\n# a comment\n::1 localhost\n";
    private static final String BLOCK = """
        # BEGIN stagecraft dev shop
        127.0.0.1 shop.localhost web.shop.localhost
        # END stagecraft dev shop
        """;
    private static final List<String> NAMES = List.of("shop.localhost", "web.shop.localhost");

    private final HostsBlock block = new HostsBlock("shop");

    @TempDir
    Path directory;

    @Test
    void theBlockIsPutBehindAndTakenAwayAgain() {
        assertEquals(MACHINE + BLOCK, block.with(MACHINE, NAMES));
        assertEquals(MACHINE, block.without(MACHINE + BLOCK));
    }

    @Test
    void theSecondTimeChangesNothing() {
        String once = block.with(MACHINE, NAMES);

        assertEquals(once, block.with(once, NAMES));
        assertEquals(MACHINE, block.without(MACHINE));
    }

    @Test
    void otherNamesTakeThePlaceOfThoseThatAreThere() {
        String changed = block.with(BLOCK + MACHINE, List.of("shop.test"));

        assertEquals(
                MACHINE + "# BEGIN stagecraft dev shop\n127.0.0.1 shop.test\n# END stagecraft dev shop\n", changed);
    }

    @Test
    void theBlocksOfOtherProjectsStay() {
        String other = new HostsBlock("shop-two").with(MACHINE, List.of("two.test"));

        assertEquals(other, block.without(block.with(other, NAMES)));
    }

    @Test
    void aBlockWithoutItsEndTakesNobodysLinesWithIt() {
        String cut = "# BEGIN stagecraft dev shop\n127.0.0.1 shop.localhost\n10.0.0.1 nas\n# END stagecraft dev shop\n";

        assertEquals("127.0.0.1 shop.localhost\n10.0.0.1 nas\n# END stagecraft dev shop\n", block.without(cut));
    }

    @Test
    void aFileThatDoesNotEndItsLastLineGetsALineOfItsOwn() {
        assertEquals("10.0.0.1 nas\n" + BLOCK, block.with("10.0.0.1 nas", NAMES));
        assertEquals(BLOCK, block.with("", NAMES));
    }

    @Test
    void theEndsOfOtherLinesStayAsTheyAre() {
        String windows = "127.0.0.1 localhost\r\n10.0.0.1 nas\r\n";

        assertEquals(windows, block.without(block.with(windows, NAMES)));
        assertEquals(windows + "10.0.0.2 tv", block.without(windows + BLOCK.replace("\n", "\r\n") + "10.0.0.2 tv"));
    }

    @Test
    void theFileIsWrittenInPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("hosts"), MACHINE);
        Object before = Files.getAttribute(file, "unix:ino");
        var hosts = new HostsFile(file, "shop");

        hosts.add(NAMES);
        assertEquals(MACHINE + BLOCK, Files.readString(file));
        hosts.remove();

        assertEquals(MACHINE, Files.readString(file));
        assertEquals(before, Files.getAttribute(file, "unix:ino"), "a mounted file must stay the same one");
    }

    @Test
    void aFileThatCannotBeWrittenIsAFault() {
        var hosts = new HostsFile(directory.resolve("no/hosts"), "shop");

        assertThrows(IOException.class, () -> hosts.add(NAMES));
    }

    @Test
    void domainsAreThoseThatAreSetAside() {
        for (String good : List.of("shop.localhost", "a.b.test", "my-shop.internal")) {
            assertTrue(LocalDomain.fault(good).isEmpty(), good);
        }
        for (String bad :
                List.of("localhost", "example.com", "Shop.test", "shop..test", "-a.test", "a b.test", "x`.test")) {
            assertTrue(LocalDomain.fault(bad).isPresent(), bad);
        }
    }
}
