package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A bridge with a private /24 that hosts are plugged into. The machine has address 1 and hosts follow from 11; there is no
 * route to anywhere else.
 */
final class HostNetwork implements AutoCloseable {

    private static final Path LOCK = Path.of("/run/lock/stagecraft-e2e.lock");
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("^\\d+: ([^:@]+)[:@].*?(?:alias (\\S+))?$", Pattern.MULTILINE);

    private final String prefix;
    private final String name;

    private HostNetwork(String prefix, String name) {
        this.prefix = prefix;
        this.name = name;
    }

    /** Takes a subnet that nobody uses, after removing bridges whose owner is gone. */
    static synchronized HostNetwork open(Owner owner) {
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // between processes, until the channel closes
            sweep();
            String taken = Tool.run("ip", "-oneline", "-4", "address").orFail().out()
                    + Tool.run("ip", "-oneline", "-4", "route").orFail().out();
            String prefix = IntStream.rangeClosed(0, 255)
                    .mapToObj("10.213.%d."::formatted)
                    .filter(candidate -> !taken.contains(candidate))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "All 256 test networks below 10.213.0.0/16 are in use: end other end-to-end runs first."));
            String name = "sc%s.%d".formatted(Long.toString(owner.pid(), 36), SERIAL.getAndIncrement());
            HostNetwork network = new HostNetwork(prefix, name);
            network.create(owner);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be locked; the real hosts need root.".formatted(LOCK), e);
        }
    }

    /** The machine's own address on the bridge. */
    String gateway() {
        return prefix + 1;
    }

    String address(int index) {
        return prefix + (10 + index);
    }

    /** The end of host {@code index}'s cable that stays with the machine. */
    String port(int index) {
        return "%sh%d".formatted(name, index);
    }

    /** Gives the network namespace of a process its card {@code eth0}, plugged into this bridge. */
    void plug(int index, long pid) {
        String port = port(index);
        Tool.run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", Long.toString(pid))
                .orFail();
        Tool.run("ip", "link", "set", port, "master", name, "up").orFail();
    }

    void unplug(int index) {
        removeLink(port(index));
    }

    @Override
    public void close() {
        removeLink(name);
    }

    /** Removes the bridges of owners that are gone; their hosts have ended with them. */
    static void sweep() {
        Matcher links = LINK.matcher(Tool.run("ip", "-oneline", "link", "show", "type", "bridge")
                .orFail()
                .out());
        while (links.find()) {
            String alias = links.group(2);
            if (alias == null) continue;
            String link = links.group(1);
            Owner.ofMark(alias).filter(Owner::gone).ifPresent(stale -> removeLink(link));
        }
    }

    /** The bridges that stand, by name; for the test that nothing is left. */
    static String standing(Owner owner) {
        return Tool.run("ip", "-oneline", "link")
                .orFail()
                .out()
                .lines()
                .filter(line -> line.contains("sc" + Long.toString(owner.pid(), 36) + "."))
                .collect(Collectors.joining("\n"));
    }

    private void create(Owner owner) {
        Tool.run("ip", "link", "add", name, "type", "bridge").orFail();
        Tool.run("ip", "link", "set", name, "alias", owner.mark()).orFail();
        Tool.run("ip", "address", "add", gateway() + "/24", "dev", name).orFail();
        Tool.run("ip", "link", "set", name, "up").orFail();
    }

    /** A link that went with its namespace in the meantime is as good as removed. */
    private static void removeLink(String link) {
        Tool.Ran removed = Tool.run("ip", "link", "delete", link);
        if (!removed.succeeded() && Tool.run("ip", "link", "show", link).succeeded()) removed.orFail();
    }
}
