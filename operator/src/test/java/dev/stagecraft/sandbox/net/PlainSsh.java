package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Debian's {@code ssh} with a key, as a person would use it; {@code directory} keeps its lists of known hosts. */
record PlainSsh(Path key, Path directory) {

    /** The output of a command that must succeed. */
    String output(RealHost host, String command) {
        return run(host, host.hostPublicKey(), command).orFail().out().strip();
    }

    /** Runs a command, trusting the host only under the public key given. */
    Tool.Ran run(RealHost host, String hostPublicKey, String command) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", "none", "-i", key.toString()));
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "ConnectTimeout=5",
                "StrictHostKeyChecking=yes",
                "UserKnownHostsFile=" + known(host, hostPublicKey))) {
            argv.addAll(List.of("-o", option));
        }
        argv.addAll(List.of("-p", Integer.toString(host.sshPort()), "root@" + host.address(), command));
        return Tool.run(Duration.ofMinutes(2), argv);
    }

    private Path known(RealHost host, String hostPublicKey) {
        try {
            Path known = Files.createTempFile(directory, "known-hosts", "");
            return Files.writeString(known, "%s %s%n".formatted(host.address(), hostPublicKey));
        } catch (IOException e) {
            throw new UncheckedIOException("The list of known hosts cannot be written.", e);
        }
    }
}
