package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A runner in a process of its own, for tests that kill it, or have two of them. */
final class RunnerProcess {
    static final String READY = "ready";

    /** Begins the line of the log that says that a file is about to run. */
    static final String BEFORE = "before ";

    private RunnerProcess() {}

    static Process start(String url, Path files) throws IOException {
        return start(url, files, "{runnerTimeout: 1m, idleTimeout: 2s}");
    }

    /** The connection string comes on standard input, as a password is nothing for a command line. */
    static Process start(String url, Path files, String config) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RunnerProcess.class.getName(),
                        files.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(files).toFile()))
                .start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(url + "\n" + config + "\n");
        }
        return process;
    }

    /** What all runners of these files print: {@link #READY} when one is about to begin, {@link #BEFORE} each file, and what went wrong. */
    static Path log(Path files) {
        return files.resolveSibling("runner.log");
    }

    /** Runs the files of the directory, and says so with its exit status. */
    public static void main(String[] arguments) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String url = input.readLine();
        String config = input.readLine();
        Path directory = Path.of(arguments[0]);
        List<MigrationFile> files = new ArrayList<>();
        try (var names = Files.list(directory)) {
            for (Path file : names.toList()) {
                files.add(new MigrationFile(file.getFileName().toString(), Files.readString(file)));
            }
        }
        System.out.println(READY);
        new RawEngine(new RawSettings(Optional.ofNullable(directory.getParent())))
                .apply(
                        new MigrationJob(
                                new MigrationTarget("main", Secret.of(url), Route.direct()),
                                files,
                                Scene.json(config),
                                "rel-1",
                                "operator " + ProcessHandle.current().pid(),
                                Optional.empty()),
                        new MigrationListener() {
                            @Override
                            public void before(Migration migration) {
                                System.out.println(BEFORE + migration.id());
                                System.out.flush();
                            }
                        });
    }
}
