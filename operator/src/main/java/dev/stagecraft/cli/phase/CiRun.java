package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the CI system of a resource build its images, one run each. */
@Command(
        name = "run",
        description = "Starts the workflow's runs that build the images of a resource, and waits for them.",
        footer = {
            "",
            "Examples:",
            "  stagecraft ci run shop                  the commit that the resource is released from",
            "  stagecraft ci run shop --service web    one image",
            "  stagecraft ci run shop --ref release/1  another commit"
        })
public final class CiRun implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Mixin
    BuildImages images = new BuildImages();

    public CiRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var resource = name.find(session);
        var executor = resource.getSpec().build().executor();
        if (List.of(BuildSpec.HOST, BuildSpec.JOB).contains(executor)) {
            throw CommandFailure.of("spec.build.executor of "
                    + resource.getMetadata().getName() + " is " + executor
                    + ", which is no CI system; name one of "
                    + String.join(", ", session.world().ciProviders().ids()) + " there"
                    + (executor.equals(BuildSpec.HOST) ? ", or build with stagecraft build." : "."));
        }
        return images.build(session, resource);
    }
}
