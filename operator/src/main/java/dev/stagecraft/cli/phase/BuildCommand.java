package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the images of a commit built and pushed without a release; the release then finds them by name. */
@Command(
        name = "build",
        description = {
            "Builds and pushes the images of a resource without releasing them.",
            "They have the names that a release gives them, which then builds nothing."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft build shop --dry-run              which images, and which are there already",
            "  stagecraft build shop                        the commit that the resource is released from",
            "  stagecraft build shop --ref main -o json     another branch, tag or whole commit id"
        })
public final class BuildCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Mixin
    BuildImages images = new BuildImages();

    public BuildCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return images.build(session, name.find(session));
    }
}
