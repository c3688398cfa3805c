package dev.stagecraft.provider.backend.encore;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs Encore's command line with a daemon of its own, which ends with it. What builds and pushes is not the command line but a daemon
 * that it starts in the background and leaves running: one that was there before has neither the registry's login nor the environment
 * of this build, and one that stays keeps them. Daemons have fixed ports, so there is one at a time on a machine.
 */
final class OwnDaemon {
    /** The name of the script among the files of a recipe. */
    static final String FILE = "encore.sh";

    /**
     * Runs the words behind it. A daemon ends when its socket is removed, within a second; the next one waits some seconds for its
     * ports. The daemon must not inherit the lock.
     */
    static final String SCRIPT = """
            cache=${XDG_CACHE_HOME:-$HOME/.cache}/encore
            mkdir -p -- "$cache" || exit
            exec 8>> "$cache/stagecraft.lock" || exit
            flock 8 || exit
            trap 'rm -f -- "$cache/encored.sock"' EXIT
            trap 'exit 143' HUP INT TERM
            rm -f -- "$cache/encored.sock"
            "$@" 8>&-
            """;

    private OwnDaemon() {}

    /** The same call of the command line, through the script. */
    static List<String> around(List<String> call) {
        var words = new ArrayList<>(List.of("sh", "{files}/" + FILE));
        words.addAll(call);
        return words;
    }
}
