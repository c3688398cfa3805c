package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.Announcer.Announcement;
import dev.stagecraft.cluster.ResourceRef;
import java.util.List;

/** Told of every durable change of a status; turns it into Events and metrics. */
public interface Transitions {
    /**
     * What changed.
     *
     * @param releasesChanged whether the release objects must be brought to the new history
     */
    record Changes(List<Announcement> announcements, boolean releasesChanged) {}

    /** Called once for each look, also when nothing changed. */
    Changes between(ResourceRef resource, StagecraftSpec spec, StagecraftStatus before, StagecraftStatus after);

    /** The resource is gone. */
    void removed(ResourceRef resource);
}
