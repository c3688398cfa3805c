package dev.stagecraft.host;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.host.HostCommandException.Code;
import java.util.List;
import java.util.Locale;

/** Reads what docker, Compose and the shell say when they fail. The order of the clues matters: the first that fits wins. */
final class Failures {

    private static final int KEPT = 1024;

    private record Clue(Code code, List<String> phrases) {
        boolean fits(String text) {
            return phrases.stream().anyMatch(text::contains);
        }
    }

    private static final List<Clue> CLUES = List.of(
            new Clue(Code.DISK_FULL, List.of("no space left on device", "disk quota exceeded")),
            new Clue(
                    Code.DOCKER_DOWN,
                    List.of(
                            "cannot connect to the docker daemon",
                            "couldn't connect to docker daemon",
                            "is the docker daemon running",
                            "error during connect",
                            "docker.sock: connect: connection refused",
                            "error while fetching server api version")),
            new Clue(
                    Code.IMAGE_PLATFORM_MISSING,
                    List.of(
                            "no matching manifest for",
                            "no match for platform",
                            "does not match the specified platform")),
            new Clue(
                    Code.IMAGE_NOT_FOUND,
                    List.of(
                            "manifest unknown",
                            "manifest for ",
                            "pull access denied",
                            "repository does not exist",
                            "name unknown",
                            "no such image",
                            "invalid reference format")),
            new Clue(
                    Code.REGISTRY_DENIED,
                    List.of("unauthorized", "no basic auth credentials", "authentication required", "denied: ")),
            new Clue(
                    Code.REGISTRY_UNREACHABLE,
                    List.of(
                            "connection refused",
                            "no such host",
                            "i/o timeout",
                            "tls handshake timeout",
                            "context deadline exceeded",
                            "client.timeout exceeded",
                            "temporary failure in name resolution",
                            "server gave http response to https client",
                            "connection reset by peer",
                            "no route to host",
                            "toomanyrequests",
                            "service unavailable")));

    private Failures() {}

    static HostCommandException exception(String host, String what, CommandResult result) {
        return exception(host, what, result, Code.OTHER);
    }

    /** @param otherwise the code when neither exit code nor output tells more */
    static HostCommandException exception(String host, String what, CommandResult result, Code otherwise) {
        var code = classify(result, otherwise);
        var output = excerpt(result.stderr().isBlank() ? result.stdout() : result.stderr());
        var said = output.isEmpty() ? "it printed nothing" : "it said: " + output;
        return new HostCommandException(
                code,
                "Could not %s on host %s (exit code %d); %s. %s"
                        .formatted(what, host, result.exitCode(), said, advice(code)));
    }

    static Code classify(CommandResult result, Code otherwise) {
        if (result.exitCode() == Wrapping.LOCK_TAKEN) {
            return Code.LOCKED;
        }
        if (result.exitCode() == Wrapping.TIME_UP) {
            return Code.TIMED_OUT;
        }
        var text = result.stderr().toLowerCase(Locale.ROOT);
        return CLUES.stream()
                .filter(clue -> clue.fits(text))
                .findFirst()
                .map(Clue::code)
                .orElse(otherwise);
    }

    /** The end of the text, where programs put the reason, on one line and without control characters. */
    static String excerpt(String text) {
        var line = text.replaceAll("\\e\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ")
                .strip();
        return line.length() <= KEPT ? line : "…" + line.substring(line.length() - KEPT + 1);
    }

    private static String advice(Code code) {
        return switch (code) {
            case IMAGE_NOT_FOUND -> "Push the image, or correct the version or the image name.";
            case IMAGE_PLATFORM_MISSING -> "Build and push the image for the platform of this host too.";
            case REGISTRY_DENIED ->
                "Name credentials for the registry in spec.project.registrySecretRef, or renew those that are there.";
            case REGISTRY_UNREACHABLE -> "Check that the host reaches the registry.";
            case COMPOSE_REJECTED -> "Correct the compose file.";
            case DISK_FULL -> "Free space on the host, for example with 'docker system prune'.";
            case LOCKED -> "Another release step holds the lock of this project; it is tried again.";
            case TIMED_OUT -> "It ran out of time and was ended on the host.";
            case DOCKER_DOWN -> "Start the Docker Engine on the host.";
            case OTHER -> "Look at the host for the cause.";
        };
    }
}
