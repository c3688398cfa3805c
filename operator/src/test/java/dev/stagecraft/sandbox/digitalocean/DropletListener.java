package dev.stagecraft.sandbox.digitalocean;

/** Stands for the machine behind a droplet. Called on a thread of its own for each event, created before deleted. */
public interface DropletListener {
    /** No machine at all. */
    DropletListener NONE = new DropletListener() {};

    /** What a machine boots from. */
    record Boot(long dropletId, String name, String publicIp, String userData) {}

    /** Boots the machine; the droplet turns active only after this returned, and its create fails if this throws. */
    default void created(Boot boot) {}

    /** The droplet was destroyed: its address must stop answering. */
    default void deleted(long dropletId) {}
}
