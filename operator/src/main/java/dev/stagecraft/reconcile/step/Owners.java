package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Owner;
import dev.stagecraft.reconcile.gather.Gathered;

/** Whose project it is, as the marker on a host says it. */
public final class Owners {
    private Owners() {}

    /** The owner that the markers of this resource name. */
    public static Owner of(Gathered gathered) {
        var resource = gathered.resource();
        var project = gathered.spec().project();
        return new Owner(
                resource.uid(),
                resource.namespace(),
                resource.name(),
                project == null ? resource.name() : project.name(),
                gathered.spec().environment());
    }
}
