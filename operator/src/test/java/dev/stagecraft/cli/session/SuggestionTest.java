package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is suggested leads to the resource that the command was about. */
class SuggestionTest {
    @TempDir
    Path directory;

    private Session session(Map<String, String> environment) {
        return new HeldResources().session(directory, environment);
    }

    @Test
    void itNamesWhatWasGiven() {
        var session = session(Map.of());
        session.options().namespace = "web";
        session.options().context = "far away";
        session.options().kubeconfig = "it's/here";

        assertEquals(
                "stagecraft approve shop sha256:4f -n web --context 'far away' --kubeconfig 'it'\\''s/here'",
                Suggestion.command(session, "approve", "shop", "sha256:4f"));
        assertEquals(" --context 'far away' --kubeconfig 'it'\\''s/here'", Suggestion.access(session));
    }

    @Test
    void itIsBareWhereNothingWasGiven() {
        var session = session(Map.of("STAGECRAFT_KUBECONFIG", "/etc/kube"));
        session.options().kubeconfig = "";

        assertEquals("stagecraft status shop", Suggestion.command(session, "status", "shop"));
        assertEquals("", Suggestion.access(session));
    }
}
