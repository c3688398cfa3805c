package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.cli.FakeCluster;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.SourceBuilds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that waits for two images, of which one is being built and the other waits for its turn. */
final class EndlessBuild implements SourceBuilds {
    private EndlessBuild() {}

    /** Goes on until it is ended. */
    public static void main(String[] args) {
        var world =
                FakeCluster.of("{}", "{}").port("builds", new EndlessBuild()).world();
        var console = new Console(System.out, System.err, Screen.none());
        var surroundings =
                new Session.Surroundings(Path.of("").toAbsolutePath(), Map.of(), System.in, console, Clock.systemUTC());
        var images = List.of(new Image(List.of("web"), "acme/web:1"), new Image(List.of("worker"), "acme/worker:1"));
        new BuildRun(new Session(surroundings, _ -> world), Duration.ofHours(1)).run(images);
    }

    @Override
    public Project look(Stagecraft resource, boolean anew) {
        throw new UnsupportedOperationException("nothing is looked at here");
    }

    @Override
    public Optional<String> digest(Image image) {
        return Optional.empty();
    }

    @Override
    public BuildOutcome advance(Image image) {
        boolean begun = image.services().contains("web");
        var how = image.services().getFirst() + (begun ? " is being built" : " waits for its turn");
        return new BuildOutcome.Building(Duration.ofMinutes(10), how, begun);
    }
}
