package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The few shell scripts we need on a host. Each is a constant; data reaches it as positional parameters or on standard
 * input, so there is no text to quote.
 */
public final class HostScripts {

    /** Exit code of {@link #CREATE} when the file is there already. */
    static final int EXISTS = 65;

    /** Exit code of {@link #READ} and {@link #LIST} when there is nothing. */
    static final int ABSENT = 66;

    // A connection that breaks looks like the end of the input: only the length tells a whole file from a part of one.
    private static final String RECEIVE = """
            set -eu
            umask 077
            dir=$(dirname -- "$1")
            mkdir -p -- "$dir"
            part=$(mktemp -- "$dir/.part.XXXXXX")
            trap 'rm -f -- "$part"' EXIT
            trap 'exit 1' HUP INT TERM
            cat > "$part"
            [ "$(wc -c < "$part")" -eq "$3" ] || { echo "the content was cut off on its way" >&2; exit 74; }
            chmod -- "$2" "$part"
            sync -- "$part" || true
            """;

    /** Replaces file {@code $1} with mode {@code $2} by the {@code $3} bytes of the input, at once. */
    public static final String PUT = RECEIVE + """
            mv -f -T -- "$part" "$1"
            """;

    /** As {@link #PUT}, but leaves a file that exists alone and says so by its exit code. */
    public static final String CREATE = RECEIVE + """
            ln -T -- "$part" "$1" 2>/dev/null || { [ -e "$1" ] && exit 65; echo "cannot create $1" >&2; exit 1; }
            """;

    /** Prints file {@code $1}. */
    public static final String READ = "[ -e \"$1\" ] || exit 66; exec cat -- \"$1\"";

    /** Prints the names in directory {@code $1}, one a line. */
    public static final String LIST = "[ -d \"$1\" ] || exit 66; exec ls -1 -- \"$1\"";

    /**
     * Gives the complete directory {@code $1} the name {@code $2}, unless that is taken, with everybody to read what is in it;
     * whether they get there is the matter of the directories above.
     */
    public static final String OPEN = "chmod -R a+rX -- \"$1\" && { [ -d \"$2\" ] || mv -T -- \"$1\" \"$2\"; }";

    /**
     * Removes from directory {@code $1} the shipped files that no Compose file of a release there names and no container mounts, for
     * an accessory may be older than all releases that are kept. Where the engine does not tell, all stay.
     */
    public static final String SWEEP = """
            cd -- "$1/files" 2>/dev/null || exit 0
            rm -rf -- .part-*
            containers=$(docker ps -aq) || exit 0
            mounts=$([ -z "$containers" ] || docker inspect --format '{{range .Mounts}}{{println .Source}}{{end}}' $containers) || exit 0
            for shipped in *; do
              [ -e "$shipped" ] || continue
              case $mounts in *"$1/files/$shipped"*) continue ;; esac
              grep -qsF -- "./files/$shipped" "$1"/releases/*/compose.yaml || rm -rf -- "$shipped"
            done
            """;

    /** Exit code of {@link #ONCE} when the container was started on that occasion, and is gone. */
    static final int GONE = 67;

    /**
     * Runs the program of the other arguments, which makes and starts container {@code $1}, unless that was ever started. One
     * that was only made is removed first; the engine refuses that for one that runs. File {@code $2} keeps the last occasion on
     * which it was started: on the same occasion {@code $3} one that somebody removed is not started again.
     */
    public static final String ONCE = """
            set -u
            name=$1 mark=$2 occasion=$3
            shift 3
            if began=$(docker inspect --type container --format '{{.State.StartedAt}}' "$name" 2>/dev/null); then
              case $began in
                0001-*) docker rm "$name" > /dev/null || exit ;;
                *) exit 0 ;;
              esac
            elif [ "$(cat -- "$mark" 2>/dev/null)" = "$occasion" ]; then
              docker ps -q > /dev/null || exit
              exit 67
            fi
            "$@" || exit
            umask 077
            mkdir -p -- "$(dirname -- "$mark")"
            printf '%s' "$occasion" > "$mark"
            """;

    /**
     * Runs the program of the other arguments with directory {@code $1} as Docker's own, and takes it away when that ends,
     * whichever way. The input, of {@code $2} bytes, becomes its {@code config.json}. What a crash left there goes first.
     */
    // The program runs in the background, for a shell that waits in the foreground hears no signal until it is over.
    public static final String LOGGED_IN = """
            set -u
            umask 077
            dir=$1 length=$2
            shift 2
            plugins=${DOCKER_CONFIG:-${HOME:-/root}/.docker}/cli-plugins
            trap 'rm -rf -- "$dir"' EXIT
            trap 'kill ${!-} 2>/dev/null; exit 143' HUP INT PIPE TERM
            rm -rf -- "$dir" && mkdir -- "$dir" && cat > "$dir/config.json" || exit
            [ "$(wc -c < "$dir/config.json")" -eq "$length" ] || { echo "the content was cut off on its way" >&2; exit 74; }
            [ ! -d "$plugins" ] || ln -s -- "$plugins" "$dir/cli-plugins"
            DOCKER_CONFIG=$dir "$@" < /dev/null &
            wait $!
            """;

    /**
     * Runs the program of the arguments, which reads nothing, until it ends or the input does: closing a connection would leave
     * it running until it prints something.
     */
    public static final String ATTENDED = """
            exec 3<&0 </dev/null
            "$@" 3<&- &
            program=$!
            { cat <&3; kill "$program"; } >/dev/null 2>&1 &
            attendant=$!
            exec 3<&-
            wait "$program"
            code=$?
            kill "$attendant" 2>/dev/null
            exit "$code"
            """;

    /** Becomes the program of the arguments, whose errors join its output in the order in which it prints them. */
    public static final String JOINED = "exec \"$@\" 2>&1";

    private static final Duration QUICK = Duration.ofSeconds(30);

    private HostScripts() {}

    static Command put(RemoteFile file) {
        return receive(PUT, file);
    }

    static Command create(RemoteFile file) {
        return receive(CREATE, file);
    }

    static Command read(String path) {
        return script(READ, path);
    }

    static Command list(String directory) {
        return script(LIST, directory);
    }

    static Command remove(List<String> paths) {
        var argv = new ArrayList<>(List.of("rm", "-rf", "--"));
        argv.addAll(paths);
        return Command.of(argv).withTimeout(QUICK);
    }

    static Command open(String part, String directory) {
        return script(OPEN, part, directory);
    }

    static Command sweep(String base) {
        return script(SWEEP, base);
    }

    static List<String> once(OneOffRequest request, String mark, List<String> argv) {
        var words = new ArrayList<>(List.of("sh", "-c", ONCE, "stagecraft", request.name(), mark, request.occasion()));
        words.addAll(argv);
        return List.copyOf(words);
    }

    static List<String> loggedIn(String directory, Secret dockerConfig, List<String> argv) {
        var length = Integer.toString(dockerConfig.revealBytes().length);
        var words = new ArrayList<>(List.of("sh", "-c", LOGGED_IN, "stagecraft", directory, length));
        words.addAll(argv);
        return List.copyOf(words);
    }

    static List<String> attended(List<String> argv) {
        return wrapped(ATTENDED, argv);
    }

    static List<String> joined(List<String> argv) {
        return wrapped(JOINED, argv);
    }

    private static List<String> wrapped(String script, List<String> argv) {
        var words = new ArrayList<>(List.of("sh", "-c", script, "stagecraft"));
        words.addAll(argv);
        return List.copyOf(words);
    }

    private static Command receive(String script, RemoteFile file) {
        var length = Integer.toString(file.content().revealBytes().length);
        var mode = "%04o".formatted(file.mode());
        return script(script, file.path(), mode, length).withStdin(file.content());
    }

    private static Command script(String script, String... parameters) {
        var argv = new ArrayList<>(List.of("sh", "-c", script, "stagecraft"));
        argv.addAll(List.of(parameters));
        return Command.of(argv).withTimeout(QUICK);
    }

    /** Plain text as file content, for what is no secret but goes the same way. */
    static Secret text(String content) {
        return Secret.of(content);
    }
}
