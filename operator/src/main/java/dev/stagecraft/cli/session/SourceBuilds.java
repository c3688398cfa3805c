package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.build.BuildOutcome;
import java.util.List;
import java.util.Optional;

/**
 * Builds the images of a resource with the executor that it names and under the names that a release gives them, so that a release
 * finds them and builds nothing. Who builds is found again by the image's name, also where the operator builds it just now.
 */
public interface SourceBuilds {
    /**
     * What a resource builds.
     *
     * @param executor as in {@code spec.build.executor}
     * @param commit that they are built of
     * @param images by their first service
     */
    record Project(String executor, String commit, List<Image> images) {
        public Project {
            images = List.copyOf(images);
        }
    }

    /**
     * One image.
     *
     * @param services that run it
     * @param name repository and tag, which follows from what goes in
     */
    record Image(List<String> services, String name) {
        public Image {
            services = List.copyOf(services);
        }
    }

    /**
     * Reads the commit and everything else that the images follow from; changes nothing.
     *
     * @param resource with the spec that is built, which need not be the one in the cluster
     * @param anew whether what its ref names is asked for, also where the operator knows what it named before
     * @throws CommandFailure when it cannot be read, or nothing is built of it
     */
    Project look(Stagecraft resource, boolean anew);

    /**
     * The digest that the registry has under the image's name; empty where there is none.
     *
     * @throws CommandFailure when the registry cannot be asked
     */
    Optional<String> digest(Image image);

    /**
     * Begins to build an image of the last look, or looks how far it is; messages are clean of secrets.
     *
     * @throws CommandFailure when nobody can be asked to
     */
    BuildOutcome advance(Image image);
}
