package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that get on, as they are typed in the same surroundings. */
final class Next {
    private Next() {}

    /** @param more words after the resource's name */
    static String command(Session session, String verb, String name, String... more) {
        var words = Stream.concat(Stream.of(verb, name), Stream.of(more));
        return Suggestion.command(session, words.toArray(String[]::new));
    }

    /** @param asks verbs, each with the words that follow the resource's name */
    static List<String> commands(Session session, List<String> asks, String name) {
        return asks.stream()
                .map(ask -> List.of(ask.split(" ", -1)))
                .map(words -> command(
                        session, words.getFirst(), name, words.stream().skip(1).toArray(String[]::new)))
                .toList();
    }

    /** What happens although nobody follows it any more. */
    static String goesOn(Session session, Ask ask) {
        var what = switch (ask.goal()) {
            case Goal.Deploy deploy -> "the release";
            case Goal.Rollback rollback -> "the rollback";
            case Goal.Retry retry -> "the retry";
            case Goal.Approve approve -> "the plan";
            case Goal.Delete delete -> "the deletion";
        };
        return what + " goes on; " + command(session, "status", ask.name()) + " follows it";
    }

    /** As the end of a sentence; empty where there is none. */
    static String sentence(Session session, List<String> asks, String name) {
        return asks.isEmpty()
                ? ""
                : commands(session, asks, name).stream().collect(Collectors.joining("; or: ", " Next: ", ""));
    }
}
