package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/** The programs that people run in tests: what they do is the same on a host, in a container, and on a real one. */
final class SimulatedPrograms {
    private static final String TO_ERRORS = " >&2";

    private SimulatedPrograms() {}

    /** Empty when there is no such program. */
    static Optional<Reply> run(List<String> argv, byte[] stdin) {
        var rest = argv.subList(1, argv.size());
        return switch (argv.getFirst()) {
            case "echo" -> Optional.of(Reply.ok(String.join(" ", rest) + "\n"));
            case "cat" -> rest.isEmpty() ? Optional.of(Reply.ok(new String(stdin, UTF_8))) : Optional.empty();
            case "sh" ->
                rest.size() == 2 && rest.getFirst().equals("-c")
                        ? Optional.of(script(rest.getLast()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Of {@code echo WORDS}, {@code echo WORDS >&2} and {@code exit NUMBER}. */
    private static Reply script(String text) {
        var out = new StringBuilder();
        var err = new StringBuilder();
        for (var statement : text.split("; ")) {
            if (statement.startsWith("exit ")) {
                return new Reply(Integer.parseInt(statement.substring(5)), out.toString(), err.toString());
            }
            boolean errors = statement.endsWith(TO_ERRORS);
            (errors ? err : out)
                    .append(statement.replace(TO_ERRORS, "").replaceFirst("^echo ", ""))
                    .append('\n');
        }
        return new Reply(0, out.toString(), err.toString());
    }
}
