package dev.stagecraft.host;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/**
 * Builds of images on one host, in the directory of a project. They go on when the connection breaks, until their limit; one image is
 * built once at a time, whoever asks.
 */
public final class ImageBuilds {
    private static final int KILLED = 137;

    private final HostConnection host;
    private final Owner owner;
    private final ProjectPaths paths;

    public ImageBuilds(HostConnection host, Owner owner) {
        this.host = host;
        this.owner = owner;
        this.paths = ProjectPaths.of(owner);
    }

    /** Looks whether the host can make such an image at all; changes nothing. */
    public Readiness probe(HostBuild build) {
        var result = host.run(BuildCommands.probe(build));
        return switch (result.exitCode()) {
            case 0 -> new Readiness.Ready(result.stdout().strip());
            case BuildScripts.NO_DOCKER -> new Readiness.Missing(Readiness.Part.DOCKER);
            case BuildScripts.NO_PROGRAM -> new Readiness.Missing(Readiness.Part.PROGRAM);
            case BuildScripts.NO_BUILDKIT -> new Readiness.Missing(Readiness.Part.BUILDKIT);
            default -> throw HostCommandException.of(host.display(), "ask Docker what it builds for", result);
        };
    }

    /**
     * Builds and pushes.
     *
     * @throws HostOwnedByAnother when the project on this host belongs to another resource
     */
    public BuildEnd build(HostBuild build, HostBuild.Context context) {
        new ProjectDirectory(host, owner).claim();
        var directory = directory(build.image());
        var command = BuildCommands.build(build, context, directory);
        var files = BuildCommands.files(build, directory);
        return end(host.send(command, out -> write(files.values(), context, out)));
    }

    /** Ends the build of an image, if one runs, and removes what is left of it. */
    public void cancel(String image) {
        var result = host.run(BuildCommands.cancel(directory(image)));
        if (!result.succeeded()) {
            throw HostCommandException.of(host.display(), "end a build", result);
        }
    }

    private String directory(String image) {
        return paths.build(HostBuild.name(image));
    }

    private static void write(Collection<Secret> files, HostBuild.Context context, OutputStream out)
            throws IOException {
        for (var content : files) {
            out.write(content.revealBytes());
        }
        context.tar().writeTo(out);
    }

    private static BuildEnd end(CommandResult result) {
        var kind = switch (result.exitCode()) {
            case 0 -> BuildEnd.Kind.PUSHED;
            case BuildScripts.BUSY -> BuildEnd.Kind.BUSY;
            case BuildScripts.CUT_OFF -> BuildEnd.Kind.CUT_OFF;
            case BuildScripts.BUILD_FAILED -> BuildEnd.Kind.BUILD_FAILED;
            case BuildScripts.OTHER_PLATFORM -> BuildEnd.Kind.OTHER_PLATFORM;
            case BuildScripts.PUSH_FAILED -> BuildEnd.Kind.PUSH_FAILED;
            case BuildScripts.PUSH_OF_SECRET_FAILED -> BuildEnd.Kind.SECRET_NOT_TAKEN;
            case BuildScripts.ENDED -> BuildEnd.Kind.ENDED;
            case Wrapping.TIME_UP, KILLED -> BuildEnd.Kind.TIME_UP;
            default -> BuildEnd.Kind.HOST_FAILED;
        };
        return new BuildEnd(kind, result.stderr() + result.stdout());
    }
}
