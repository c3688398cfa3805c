package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.compose.ImageSelector;
import dev.stagecraft.compose.Variables;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads which image each service runs; values of Secrets must not end in one, as images are shown. */
public final class Images {
    private Images() {}

    /** The images of the file under those variables. */
    public static ImageSelection select(StagecraftSpec spec, ComposeFile compose, Environment variables) {
        var project = spec.project();
        return new ImageSelector(project == null ? "" : project.registry(), spec.version(), visible(variables))
                .select(compose);
    }

    private static Variables visible(Environment variables) {
        var secret = variables.secretNames();
        var plain = variables.values().entrySet().stream()
                .filter(entry -> !secret.contains(entry.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().reveal()));
        return new Variables(plain, secret);
    }
}
