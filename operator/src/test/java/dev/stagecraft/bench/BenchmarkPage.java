package dev.stagecraft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/** {@code docs/benchmarks.md}: each bench writes its own section and leaves the others as they are. */
record BenchmarkPage(Path file) {
    private static final String HEAD = """
            # Benchmarks

            Written by `make bench`, a section by each bench; never asserted by a test. Times are wall clock on the machine of the
            run, so read the multiples: each is taken against something that was measured in the same run.
            """;

    /** The sections in the order of the page. */
    enum Section {
        RELEASES("Releases"),
        MIGRATIONS("Migrations"),
        STARTUP("Start of the command line");

        private final String title;

        Section(String title) {
            this.title = title;
        }
    }

    /** The page of this checkout. */
    static BenchmarkPage here() {
        return new BenchmarkPage(
                Path.of(System.getProperty("stagecraft.root", "..")).resolve("docs/benchmarks.md"));
    }

    /** Puts {@code body} in the place of what the section said before, with the machine and the day of now. */
    void write(Section section, String body) throws IOException {
        var bodies = bodies();
        bodies.put(section, machine() + "\n\n" + body.strip() + "\n");
        var page = new StringBuilder(HEAD);
        bodies.forEach((each, text) ->
                page.append("\n## ").append(each.title).append("\n\n").append(text));
        Files.writeString(file, page.toString());
    }

    private Map<Section, String> bodies() throws IOException {
        var bodies = new EnumMap<Section, String>(Section.class);
        if (!Files.exists(file)) {
            return bodies;
        }
        for (String part : Files.readString(file).split("(?m)^## ")) {
            for (Section section : Section.values()) {
                if (part.startsWith(section.title + "\n")) {
                    bodies.put(section, part.substring(section.title.length()).strip() + "\n");
                }
            }
        }
        return bodies;
    }

    private static String machine() {
        return "Machine: %d processors, Java %d, %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        LocalDate.now(ZoneOffset.UTC));
    }
}
