package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A program that makes and pushes the image itself, of a source that was fetched before it. */
final class ProgramPod {
    private static final String BUILD_INPUTS = "/run/stagecraft";

    private final String image;
    private final BuilderSetup setup;
    private final BuildLimits limits;

    ProgramPod(String image, BuilderSetup setup, BuildLimits limits) {
        this.image = image;
        this.setup = setup;
        this.limits = limits;
    }

    PodParts parts(String name, BuildRequest request, Recipe.Program recipe) {
        var fetch = new SourceFetch(setup.image(), request.location(), limits.requirements());
        var inputs = new JobInputs("inputs", BUILD_INPUTS);
        var build = build(request, recipe, inputs);
        var volumes = new ArrayList<Volume>(List.of(PodParts.scratch("work"), PodParts.scratch("scratch")));
        volumes.addAll(fetch.volumes(name));
        volumes.addAll(inputs.volumes(name));
        var values = new TreeMap<String, Secret>(fetch.values());
        values.putAll(inputs.values());
        return new PodParts(List.of(fetch.container()), build, volumes, values);
    }

    private Container build(BuildRequest request, Recipe.Program recipe, JobInputs inputs) {
        var environment = new TreeMap<String, String>();
        environment.put("HOME", SourceFetch.WORK);
        recipe.environment().forEach((name, value) -> environment.put(name, Literal.of(value)));
        PodParts.login(request.login(), inputs, environment);
        int number = 0;
        for (var entry : recipe.files().entrySet()) {
            inputs.add("file-" + number++, "files/" + entry.getKey(), Secret.of(entry.getValue()));
        }
        number = 0;
        for (var id : recipe.secrets()) {
            var value = request.secrets().get(id);
            if (value != null) {
                inputs.add("secret-" + number, "secrets/" + id, value);
                environment.put("STAGECRAFT_SECRETS", BUILD_INPUTS + "/secrets");
            }
            number++;
        }
        var words = recipe.command().stream()
                .map(word -> word.replace("{image}", request.image()).replace("{files}", BUILD_INPUTS + "/files"))
                .map(Literal::of)
                .toList();
        var container = new ContainerBuilder()
                .withName(PodParts.BUILD)
                .withImage(image)
                .withCommand(words)
                .withWorkingDir(SourceFetch.directory(recipe.context()))
                .withEnv(PodParts.variables(environment))
                .withResources(limits.requirements())
                .withSecurityContext(PodSecurity.restricted())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(SourceFetch.work(), PodParts.mount("scratch", "/tmp"));
        inputs.mounts().forEach(container::addToVolumeMounts);
        return container.build();
    }
}
