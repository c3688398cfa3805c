package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.secret.Sanitizer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/** What the end of a build's log says. */
final class BuildLog {
    /** Of a whole message: what is longer is cut at its end, where the reason stands. */
    private static final int BYTES = 1000;

    /** What BuildKit itself says last, after what the build has printed. */
    private static final Pattern VERDICT = Pattern.compile("error: .*", Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_THE_PROGRAM = Pattern.compile("did not complete successfully");
    private static final Pattern BUILDER = Pattern.compile(
            "could not connect to unix://|\\[rootlesskit:|failed to list workers|[Ee]rror while dialing|Unavailable(:| desc)|newuidmap"
                    + "|failed to start the child");
    private static final Pattern PLATFORM =
            Pattern.compile("exec format error|no match for platform|does not (match|support) .*platform");
    private static final Pattern UNAUTHORIZED = Pattern.compile(
            "401 Unauthorized|403 Forbidden|insufficient_scope|authorization failed|unauthorized:|authentication required|"
                    + "no basic auth credentials|denied: |pull access denied|failed to fetch (oauth|anonymous) token",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNREACHABLE = Pattern.compile(
            "dial tcp|no such host|i/o timeout|connection refused|TLS handshake timeout|50[0234] (Internal|Bad|Service|Gateway)");
    private static final Pattern GIT = Pattern.compile("git (source|fetch|ls-remote)|failed to fetch remote|load git");
    private static final String UNFETCHED = "The source was not fetched from its repository";

    private BuildLog() {}

    /** Why there is no source. The operator has read the same commit, so that another try may help. */
    static Failed unfetched(List<String> log, Sanitizer secrets) {
        var lines = clean(log, secrets);
        return new Failed(Reason.BUILD_FAILED, told(UNFETCHED, lines), true);
    }

    static Failed failure(List<String> log, int exitCode, Sanitizer secrets) {
        var lines = clean(log, secrets);
        var reason = reason(lines);
        var begin = switch (reason) {
            case BUILDER_NOT_AVAILABLE ->
                "BuildKit is not to be had; whoever runs the operator finds in spec/builds-job.md what it needs";
            case REGISTRY_UNAUTHORIZED -> "A registry wants other credentials; see spec.project.registrySecretRef";
            case REGISTRY_UNREACHABLE -> "A registry does not answer";
            case PLATFORM_UNSUPPORTED -> "The builder cannot build for a platform of spec.build.platforms";
            case BUILD_FAILED, SECRET_SYNC_FAILED, BUILD_TIMEOUT, BUILDER_UNAUTHORIZED, BUILD_EVICTED ->
                "The build failed with exit code " + exitCode;
        };
        return new Failed(
                reason,
                told(begin, lines),
                reason == Reason.REGISTRY_UNREACHABLE || reason == Reason.BUILDER_NOT_AVAILABLE);
    }

    /** Lines are cleaned before they are cut, so that no half of a secret is left. */
    private static List<String> clean(List<String> log, Sanitizer secrets) {
        return log.stream().map(secrets::clean).filter(line -> !line.isEmpty()).toList();
    }

    private static String told(String begin, List<String> lines) {
        var tail = tail(lines, BYTES - begin.length());
        return tail.isEmpty() ? begin + "; it left no log." : begin + ": " + tail;
    }

    private static Reason reason(List<String> lines) {
        var verdict = lines.reversed().stream()
                .filter(line -> VERDICT.matcher(line).matches())
                .findFirst()
                .orElse("");
        if (PLATFORM.matcher(verdict).find()
                || (OF_THE_PROGRAM.matcher(verdict).find()
                        && lines.stream().anyMatch(line -> line.endsWith("exec format error")))) {
            return Reason.PLATFORM_UNSUPPORTED;
        }
        if (OF_THE_PROGRAM.matcher(verdict).find() || GIT.matcher(verdict).find()) {
            return Reason.BUILD_FAILED;
        }
        if (UNAUTHORIZED.matcher(verdict).find()) {
            return Reason.REGISTRY_UNAUTHORIZED;
        }
        if (BUILDER.matcher(verdict).find()
                || (verdict.isEmpty()
                        && lines.stream().anyMatch(line -> BUILDER.matcher(line).find()))) {
            return Reason.BUILDER_NOT_AVAILABLE;
        }
        return UNREACHABLE.matcher(verdict).find() ? Reason.REGISTRY_UNREACHABLE : Reason.BUILD_FAILED;
    }

    /** Whole lines from the end, as many as fit; of the last one at least its begin. */
    private static String tail(List<String> lines, int bytes) {
        var kept = new ArrayDeque<String>();
        int left = bytes;
        for (var line : lines.reversed()) {
            left -= line.getBytes(UTF_8).length + 1;
            if (left >= 0) {
                kept.addFirst(line);
            } else if (kept.isEmpty()) {
                return line.substring(0, Math.min(line.length(), bytes / 2)) + "…";
            } else {
                break;
            }
        }
        return String.join("\n", kept);
    }
}
