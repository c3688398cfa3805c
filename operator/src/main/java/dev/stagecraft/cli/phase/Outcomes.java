package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a command did, in words or for programs. */
final class Outcomes {
    private Outcomes() {}

    /**
     * Writes the one that was asked for.
     *
     * @param format the one of {@code --output}; empty for text
     * @param document what there is to know, beside whether it was tried only
     */
    static void write(Session session, Optional<String> format, Map<String, Object> document, Runnable text) {
        if (format.isEmpty()) {
            text.run();
            return;
        }
        var whole = new TreeMap<>(document);
        whole.put("dryRun", session.settings().dryRun());
        session.console().print(Documents.write(whole, format.get()));
    }
}
