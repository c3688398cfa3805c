package dev.stagecraft.build.job;

import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;

/**
 * What a kind of build puts into the pod.
 *
 * @param before containers that run first, each to its end
 * @param inputs all values that the containers read, by key
 */
record PodParts(List<Container> before, Container build, List<Volume> volumes, Map<String, Secret> inputs) {
    /** Of the container whose log tells how the build went. */
    static final String BUILD = "build";

    static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    static EnvVar variable(String name, String value) {
        return new EnvVar(name, value, null);
    }

    /** The registry's login, for whoever reads Docker's configuration. */
    static void login(Secret login, JobInputs inputs, Map<String, String> environment) {
        if (!login.isEmpty()) {
            var file = inputs.add("docker-config", "docker/config.json", login);
            environment.put("DOCKER_CONFIG", file.substring(0, file.lastIndexOf('/')));
        }
    }

    static List<EnvVar> variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> variable(entry.getKey(), entry.getValue()))
                .toList();
    }
}
