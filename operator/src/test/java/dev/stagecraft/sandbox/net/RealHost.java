package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One host: its own file system, network, sshd (port 22, user root) and Docker Engine. */
public final class RealHost {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final int SSH_PORT = 22;

    private final Birth birth;
    private final HostNetwork network;
    private final KeyPairFile hostKey;
    private final HostProcess process;

    /** What a host is made from. */
    record Birth(String name, int index, Path state, Path logs, Equipment equipment) {

        Path directory() {
            return state.resolve(name);
        }

        String cgroup() {
            return Leftovers.cgroup(state, name);
        }
    }

    private RealHost(Birth birth, HostNetwork network, KeyPairFile hostKey, HostProcess process) {
        this.birth = birth;
        this.network = network;
        this.hostKey = hostKey;
        this.process = process;
    }

    /** Starts a host; returns when its sshd and its Docker Engine answer. */
    static RealHost start(Birth birth, HostNetwork network, String authorizedKey, String registry) {
        KeyPairFile hostKey = KeyPairFile.generate(birth.directory().resolve("ssh_host_ed25519_key"), birth.name());
        try {
            Files.writeString(birth.directory().resolve("authorized_keys"), authorizedKey + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The authorized key of %s cannot be written.".formatted(birth.name()), e);
        }
        RealHost host = new RealHost(birth, network, hostKey, HostProcess.start(birth));
        try {
            network.plug(birth.index(), host.process.pid());
            host.process.tell("%s/24 %s %s".formatted(host.address(), registry, network.gateway()));
            host.process.awaitWord("ready", READY);
            await("sshd of " + host.name()).atMost(READY).until(host::sshAnswers);
            return host;
        } catch (RuntimeException e) {
            host.end();
            throw e;
        }
    }

    public String name() {
        return birth.name();
    }

    /** The address that the operator connects to. */
    public String address() {
        return network.address(birth.index());
    }

    /** The words that run a program of this machine in the host's network, and in nothing else of it. */
    public List<String> network() {
        return List.of("nsenter", "--target", Long.toString(process.pid()), "--net", "--");
    }

    public int sshPort() {
        return SSH_PORT;
    }

    /** The key to pin, as one line in OpenSSH's format. */
    public String hostPublicKey() {
        return hostKey.publicKey();
    }

    /** Runs a program inside the host as root, past SSH: for looking from the test's side. */
    public Tool.Ran run(String... argv) {
        return run(READY, argv);
    }

    /** The same with a time limit of its own. */
    public Tool.Ran run(Duration limit, String... argv) {
        return process.run(limit, List.of(argv));
    }

    /** Runs {@code docker} against the host's engine, past SSH. */
    public Tool.Ran docker(String... arguments) {
        return run(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** A path of the host's file system as the test can open it. */
    public Path path(String absolute) {
        return Path.of("/proc", Long.toString(process.pid()), "root").resolve(absolute.substring(1));
    }

    /** Ends the Docker Engine as an administrator would; containers stop with it. */
    public void stopDocker() {
        run("systemctl", "stop", "docker").orFail();
    }

    /** Starts the Docker Engine again and waits until it answers. */
    public void startDocker() {
        run("systemctl", "start", "docker").orFail();
    }

    /** Refuses this machine a port, as a firewall does that knows the other hosts only. */
    public void refuse(int port) {
        run(
                        "iptables",
                        "--insert",
                        "INPUT",
                        "--source",
                        network.gateway(),
                        "--protocol",
                        "tcp",
                        "--dport",
                        Integer.toString(port),
                        "--jump",
                        "REJECT",
                        "--reject-with",
                        "tcp-reset")
                .orFail();
    }

    /** Pulls the cable: packets are lost in both directions, connections stay open. */
    public void pauseNetwork() {
        Tool.run("ip", "link", "set", network.port(birth.index()), "down").orFail();
    }

    /** Plugs the cable in again. */
    public void resumeNetwork() {
        Tool.run("ip", "link", "set", network.port(birth.index()), "up").orFail();
    }

    /** Ends the host at once, with everything that runs on it, as a power cut would. */
    public void end() {
        process.end();
        network.unplug(birth.index());
    }

    private boolean sshAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), SSH_PORT), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
