package dev.stagecraft.cluster;

/** Tells people through Kubernetes Events. Never fails the caller: an Event that cannot be written is logged. */
public interface Announcer {
    /** Writes one Event; repeated ones within a minute are left out. */
    void announce(ResourceRef resource, Announcement announcement);

    /**
     * One Event.
     *
     * @param warning whether it is of type Warning rather than Normal
     * @param reason CamelCase, the same words as condition reasons
     */
    record Announcement(boolean warning, String reason, String message) {}
}
