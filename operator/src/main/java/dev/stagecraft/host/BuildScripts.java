package dev.stagecraft.host;

/** The shell scripts of builds; see {@link HostScripts}. */
public final class BuildScripts {
    /** Exit code of {@link #PROBE} without docker. */
    static final int NO_DOCKER = 80;

    /** Exit code of {@link #PROBE} when the program is not there. */
    static final int NO_PROGRAM = 81;

    /** Exit code of {@link #PROBE} when docker cannot build with BuildKit. */
    static final int NO_BUILDKIT = 82;

    /** Exit code of {@link #BUILD} when another one of that image runs. */
    static final int BUSY = 75;

    /** Exit code of {@link #BUILD} when not all of the input arrived as it was sent. */
    static final int CUT_OFF = 74;

    /** Exit code of {@link #BUILD} when the program that builds failed. */
    static final int BUILD_FAILED = 91;

    /** Exit code of {@link #BUILD} when the image is for another platform; it prints which. */
    static final int OTHER_PLATFORM = 92;

    /** Exit code of {@link #BUILD} when the image could not be pushed. */
    static final int PUSH_FAILED = 93;

    /** Exit code of {@link #BUILD} when a secret could not be taken elsewhere. */
    static final int PUSH_OF_SECRET_FAILED = 94;

    /** Exit code of {@link #BUILD} when somebody ended it. */
    static final int ENDED = 143;

    /** Says which platform the engine builds for; {@code $1} is a program that must be there, empty for docker with BuildKit. */
    public static final String PROBE = """
            command -v docker > /dev/null || exit 80
            [ -z "$1" ] || command -v -- "$1" > /dev/null || exit 81
            docker version --format '{{.Server.Os}}/{{.Server.Arch}}' || exit
            [ -n "$1" ] || DOCKER_BUILDKIT=1 docker build --help 2>&1 | grep -q -e --secret || exit 82
            """;

    /**
     * Runs {@link #INSIDE}, which is {@code $3}, for at most {@code $2} seconds in the new directory {@code $1}, one at a time, and
     * removes the directory whatever happened. Directories that nobody holds the lock of any more are what a crash left. The program
     * must not inherit the lock, as one that leaves something running in the background would keep it.
     */
    public static final String BUILD = """
            set -u
            umask 077
            dir=$1 limit=$2 inside=$3
            shift 3
            all=${dir%/*}
            mkdir -p -- "$all" || exit 1
            exec 9>> "$dir.lock" || exit 1
            flock -w 1 9 || exit 75
            touch -- "$dir.lock"
            for left in "$all"/*/; do
              left=${left%/}
              [ "$left" = "$dir" ] || [ ! -d "$left" ] || flock -n "$left.lock" rm -rf -- "$left"
            done
            find "$all" -maxdepth 1 -name '*.lock' -mtime +7 -exec flock -n {} rm -f -- {} \\;
            rm -rf -- "$dir"
            trap 'rm -rf -- "$dir"' EXIT
            trap 'exit 143' HUP INT TERM
            mkdir -- "$dir" || exit 1
            timeout -k 10 "$limit" sh -c "$inside" stagecraft "$dir" "$@" 9>&-
            code=$?
            [ "$code" -eq 0 ] || { [ ! -e "$dir/said" ] || tail -c 16384 -- "$dir/said"; }
            exit "$code"
            """;

    /**
     * Receives a context of {@code $2} bytes with the SHA-256 {@code $3} after the files whose names and lengths follow up to
     * {@code --}, takes secrets elsewhere, runs the program behind image and platform in the context, and pushes the image.
     *
     * <p>Docker always gets a configuration of its own, the host's copied where no login was sent. With it comes a new identity of the
     * client: by that BuildKit tells contexts apart, and of one that it knows it takes a file of the same size and time for unchanged.
     * Files from Git all have the same time.
     */
    public static final String INSIDE = """
            set -eu
            umask 077
            cd -- "$1"
            dir=$1 bytes=$2 sum=$3
            shift 3
            echo "$PPID" > pid
            mkdir files secrets docker pushes
            mkdir -m 0755 context
            receive() {
              head -c "$2" > "$1"
              [ "$(wc -c < "$1")" -eq "$2" ] || { echo "the content was cut off on its way" >&2; exit 74; }
            }
            while [ "$1" != -- ]; do
              receive "$1" "$2"
              shift 2
            done
            receive context.tar "$bytes"
            echo "$sum  context.tar" | sha256sum --check --status || { echo "the content was changed on its way" >&2; exit 74; }
            tar --extract --preserve-permissions --no-same-owner --directory context --file context.tar
            rm -- context.tar
            image=$2 platform=$3
            shift 3
            set +e
            umask 022
            export DOCKER_BUILDKIT=1 BUILDX_BUILDER=default BUILDX_NO_DEFAULT_ATTESTATIONS=1
            own=${DOCKER_CONFIG:-$HOME/.docker}
            [ -s docker/config.json ] || [ ! -e "$own/config.json" ] || cp -- "$own/config.json" docker/config.json
            [ ! -d "$own/cli-plugins" ] || ln -s -- "$own/cli-plugins" docker/cli-plugins
            export DOCKER_CONFIG="$dir/docker"
            cd context
            said() { "$@" > "$dir/said" 2>&1 < /dev/null; }
            for push in "$dir"/pushes/*.sh; do
              [ -e "$push" ] || continue
              sh -c '. "$1" && . "$2"' stagecraft "$dir/env.sh" "$push" > "$dir/said" 2>&1 < "${push%.sh}" && continue
              name=${push##*/????-}
              echo "That was ${name%.sh}." >> "$dir/said"
              exit 94
            done
            rm -rf -- "$dir/pushes"
            said sh -c '. "$1" && shift && exec "$@"' stagecraft "$dir/env.sh" "$@" || exit 91
            made=$image
            [ ! -s "$dir/iid" ] || made=$(cat -- "$dir/iid")
            if actual=$(docker image inspect --format '{{.Os}}/{{.Architecture}}' "$made" 2> "$dir/said"); then
              case $platform in
                "$actual" | "$actual"/*) ;;
                *) echo "$actual" > "$dir/said"; exit 92 ;;
              esac
              said docker push "$image" || exit 93
              docker rmi "$image" > /dev/null 2>&1
            elif [ -s "$dir/iid" ]; then
              exit 91
            fi
            exit 0
            """;

    /** Ends the build in directory {@code $1}, if there is one, and removes what is left of it. */
    public static final String CANCEL = """
            [ -e "$1.lock" ] || exit 0
            flock -n "$1.lock" rm -rf -- "$1" && exit 0
            kill -TERM "$(cat -- "$1/pid")"
            flock -w 20 -E 75 "$1.lock" rm -rf -- "$1"
            """;

    private BuildScripts() {}
}
