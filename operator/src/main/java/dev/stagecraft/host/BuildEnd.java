package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.host.HostCommandException.Code;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a build on a host ended.
 *
 * @param said the last that was printed; the platform of the image for {@link Kind#OTHER_PLATFORM}. May hold secrets
 */
public record BuildEnd(Kind kind, String said) {
    private static final int VERDICT = 2;

    /** A step of a Dockerfile that failed: what it printed says nothing about the builder. */
    private static final Pattern STEP_FAILED = Pattern.compile("exit code: \\d+\\s*$");

    public BuildEnd {
        requireNonNull(kind, "kind");
        requireNonNull(said, "said");
    }

    /** The ways to end. */
    public enum Kind {
        /** The image is in the registry. */
        PUSHED,
        /** The same image is being built already; nothing was done. */
        BUSY,
        /** Not all of the context arrived. */
        CUT_OFF,
        /** A command that takes a secret elsewhere said no; nothing was built. */
        SECRET_NOT_TAKEN,
        /** The program that builds said no. */
        BUILD_FAILED,
        /** The image is not for the platform that was asked for. */
        OTHER_PLATFORM,
        /** The registry did not take the image. */
        PUSH_FAILED,
        /** The limit was over. */
        TIME_UP,
        /** Somebody ended it. */
        ENDED,
        /** The host could not do its part: its disk, a missing tool. */
        HOST_FAILED
    }

    /** Why, as far as the last words of docker tell. */
    public Code code() {
        var text = kind == Kind.BUILD_FAILED ? verdict() : said;
        return Failures.classify(new CommandResult(1, "", text, false), Code.OTHER);
    }

    private String verdict() {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        var last = String.join("\n", lines.subList(Math.max(0, lines.size() - VERDICT), lines.size()));
        return STEP_FAILED.matcher(last).find()
                        && !last.toLowerCase(Locale.ROOT).contains("no space left")
                ? ""
                : last;
    }
}
