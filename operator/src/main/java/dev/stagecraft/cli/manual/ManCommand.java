package dev.stagecraft.cli.manual;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the manual pages; for those who package. */
@Command(
        name = "man",
        hidden = true,
        description = "Writes a manual page for each command into a directory.",
        footer = {"", "Examples:", "  stagecraft man share/man/man1"})
public final class ManCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "DIRECTORY", description = "Where to write them; made where it is missing.")
    String directory;

    @Spec
    CommandSpec spec;

    public ManCommand(Session session) {
        this.session = session;
        directory = "";
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws IOException {
        var into = session.path(directory);
        Files.createDirectories(into);
        write(into, spec.root().commandLine());
        return ExitCode.OK;
    }

    private static void write(Path into, CommandLine line) throws IOException {
        var page = new ManPage(line.getCommandSpec());
        Files.writeString(into.resolve(page.fileName()), page.text());
        for (var child : new LinkedHashSet<>(line.getSubcommands().values())) {
            if (!child.getCommandSpec().usageMessage().hidden()) {
                write(into, child);
            }
        }
    }
}
