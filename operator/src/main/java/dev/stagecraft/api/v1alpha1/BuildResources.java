package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** What a build in the cluster may use, as Kubernetes quantities; both its request and its limit. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BuildResources(String cpu, String memory) {
    public static final BuildResources NONE = new BuildResources("", "");

    public BuildResources {
        cpu = Guard.text(cpu, "2");
        memory = Guard.text(memory, "4Gi");
    }
}
