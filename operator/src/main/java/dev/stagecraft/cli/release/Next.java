package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that get on, as they are typed in the same surroundings. */
final class Next {
    private Next() {}

    /** @param more words after the resource's name */
    static String command(Session session, String verb, String name, String... more) {
        var words = new StringBuilder("stagecraft ").append(verb).append(' ').append(name);
        for (var word : more) {
            words.append(' ').append(word);
        }
        session.settings()
                .namespace()
                .ifPresent(namespace -> words.append(" -n ").append(namespace));
        session.settings()
                .context()
                .ifPresent(context -> words.append(" --context ").append(context));
        return words.toString();
    }

    /** @param asks verbs, each with the words that follow the resource's name */
    static List<String> commands(Session session, List<String> asks, String name) {
        return asks.stream()
                .map(ask -> ask.split(" ", 2))
                .map(words -> words.length == 1
                        ? command(session, words[0], name)
                        : command(session, words[0], name, words[1]))
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
