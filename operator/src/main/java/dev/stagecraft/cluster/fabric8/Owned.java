package dev.stagecraft.cluster.fabric8;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.ResourceRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;

/** What marks an object as a resource's own. */
final class Owned {
    static final String RESOURCE_LABEL = "stagecraft.dev/uid";

    private Owned() {}

    static OwnerReference by(ResourceRef resource) {
        return new OwnerReferenceBuilder()
                .withApiVersion(HasMetadata.getApiVersion(Stagecraft.class))
                .withKind(HasMetadata.getKind(Stagecraft.class))
                .withName(resource.name())
                .withUid(resource.uid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    static boolean is(HasMetadata object, ResourceRef resource) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> resource.uid().equals(owner.getUid()));
    }

    /** Name of the Stagecraft that owns it, whichever that is. */
    static Optional<String> owner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(HasMetadata.getKind(Stagecraft.class))
                        && owner.getApiVersion().startsWith(HasMetadata.getGroup(Stagecraft.class) + '/'))
                .map(OwnerReference::getName)
                .findFirst();
    }

    static Map<String, String> labels(ResourceRef resource) {
        return Map.of("app.kubernetes.io/managed-by", "stagecraft", RESOURCE_LABEL, resource.uid());
    }
}
