package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * One build in the JVM. Of a Dockerfile it knows {@code FROM}, {@code LABEL}, and of {@code RUN} only {@code echo WORDS},
 * {@code exit N} and {@code sleep N}; every other line is taken as done. The image is the hash of what went in.
 */
final class SimulatedBuild {
    private static final String NATIVE = "linux/amd64";

    private final SimulatedEngine engine;
    private final CountDownLatch ended;
    private final long seconds;
    private final Map<String, String> received = new TreeMap<>();
    private final Map<String, String> context = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> command;
    private final String image;
    private final String platform;
    private final boolean whole;
    private boolean shell;

    private SimulatedBuild(List<String> words, byte[] stdin, SimulatedEngine engine, CountDownLatch ended)
            throws IOException {
        this.engine = engine;
        this.ended = ended;
        this.seconds = Long.parseLong(words.get(1));
        var in = new ByteArrayInputStream(stdin);
        var end = words.indexOf("--");
        for (var at = 5; at < end; at += 2) {
            received.put(words.get(at), new String(in.readNBytes(Integer.parseInt(words.get(at + 1))), UTF_8));
        }
        var tar = in.readAllBytes();
        whole = tar.length == Integer.parseInt(words.get(3));
        if (whole) {
            unpack(tar);
        }
        this.image = words.get(end + 1);
        this.platform = words.get(end + 2);
        this.command = words.subList(end + 3, words.size());
    }

    /** What the script says to those parameters. */
    static Reply run(
            List<String> words, byte[] stdin, SimulatedEngine engine, CountDownLatch ended, SimulatedBuilds builder) {
        try {
            return new SimulatedBuild(words, stdin, engine, ended).run(builder);
        } catch (IOException broken) {
            return Reply.failed(2, "tar: This does not look like a tar archive");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Reply(143, "", "");
        }
    }

    private Reply run(SimulatedBuilds builder) throws InterruptedException {
        if (!whole) {
            return Reply.failed(74, "the content was cut off on its way");
        }
        builder.heard(new SimulatedBuilds.Order(command, received));
        for (var file : received.keySet()) {
            if (file.startsWith("pushes/") && file.endsWith(".sh") && !taken(file, builder.loggedOut())) {
                said.add("That was " + file.replaceAll("pushes/....-(.*)\\.sh", "$1") + ".");
                return new Reply(94, String.join("\n", said) + "\n", "");
            }
        }
        labels();
        for (var line : dockerfile().lines().map(String::strip).toList()) {
            var code = step(line);
            if (code != 0) {
                return new Reply(code, String.join("\n", said) + "\n", "");
            }
        }
        // Only docker is told for which platform.
        if (!command.getFirst().equals("docker") && !platform.equals(NATIVE)) {
            return new Reply(92, NATIVE + "\n", "");
        }
        var facts = new TreeMap<>(labels);
        facts.put("content", ImageShelf.sha256(context + dockerfile() + received.get("env.sh")));
        return engine.push(image, facts, received.getOrDefault("docker/config.json", ""))
                .map(error -> new Reply(93, error + "\n", ""))
                .orElse(Reply.ok());
    }

    /** Knows {@code cmp - FILE} and {@code sh -c 'cat; exit N'}; all else takes the value while the program is logged in. */
    private boolean taken(String file, boolean loggedOut) {
        var value = received.getOrDefault(file.replace(".sh", ""), "");
        var words = List.of(received.getOrDefault(file, "")
                .strip()
                .replaceAll("^exec '|'$", "")
                .split("' '"));
        if (words.getFirst().equals("cmp")) {
            said.add("- " + words.getLast() + " differ: byte 1, line 1");
            return value.equals(context.get(words.getLast()));
        }
        if (words.getLast().startsWith("cat; exit ")) {
            said.add(value);
            return false;
        }
        said.add("fatal: not logged in: run 'encore auth login' first");
        return !loggedOut;
    }

    private String dockerfile() {
        var path = command.contains("-f") ? command.get(command.indexOf("-f") + 1) : "Dockerfile";
        return received.getOrDefault("files/Dockerfile", context.getOrDefault(path, ""));
    }

    private void labels() {
        for (var at = 0; at < command.size(); at++) {
            if (command.get(at).equals("--label")) {
                var label = command.get(at + 1).split("=", 2);
                labels.put(label[0], label[1]);
            }
        }
    }

    /** The exit code of the script when the line ends the build, else 0. */
    private int step(String line) throws InterruptedException {
        var words = line.split("\\s+", 2);
        return switch (words[0]) {
            case "FROM" -> from(words[1].split("\\s"));
            case "LABEL" -> {
                var label = words[1].split("=", 2);
                labels.put(label[0], label[1]);
                yield 0;
            }
            case "RUN" -> commands(line, words[1].split(";\\s*"));
            default -> 0;
        };
    }

    private int from(String... words) {
        var base = words[0].startsWith("--") ? words[1] : words[0];
        if (base.equals("scratch")) {
            return 0;
        }
        var error = engine.pull(base, received.getOrDefault("docker/config.json", ""));
        error.ifPresent(text -> said.add("failed to solve with frontend dockerfile.v0: " + text));
        shell = !engine.crashes(base);
        return error.isEmpty() ? 0 : 91;
    }

    private int commands(String line, String... commands) throws InterruptedException {
        if (!shell) {
            said.add("#5 0.1 exec /bin/sh: exec format error");
            said.add("executor failed running [/bin/sh -c %s]: exit code: 1".formatted(line));
            return 91;
        }
        for (var text : commands) {
            var words = text.split(" ", 2);
            switch (words[0]) {
                case "echo" -> said.add("#5 0.1 " + words[1]);
                case "exit" -> {
                    said.add("executor failed running [/bin/sh -c %s]: exit code: %s".formatted(line, words[1]));
                    return 91;
                }
                case "sleep" -> {
                    if (ended.await(Math.min(seconds, Long.parseLong(words[1])), TimeUnit.SECONDS)) {
                        return 143;
                    }
                    if (seconds < Long.parseLong(words[1])) {
                        return 124;
                    }
                }
                default -> {}
            }
        }
        return 0;
    }

    private void unpack(byte[] tar) throws IOException {
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    context.put(entry.getName().replaceFirst("^\\./", ""), new String(in.readAllBytes(), UTF_8));
                }
            }
        }
    }
}
