package dev.stagecraft.provider.cloud;

import java.util.List;
import java.util.Optional;

/**
 * Four verbs over the machines of one account. Each call is bounded in time, blocks its (virtual) thread on I/O at most
 * and keeps no state; faults come as {@link CloudException}. Safe for any thread.
 */
public interface CloudDriver {
    /**
     * All machines that carry the owner's tag, to the last page. Right after a create the cloud may not list a machine
     * yet, for which {@link CreateProtocol} waits.
     */
    List<Machine> list(Owner owner);

    /**
     * As {@link #list}, but from the account's whole listing, because a filter by tag may lag behind it. Costs a
     * request for every 200 machines of the account: only before a create.
     */
    List<Machine> listAll(Owner owner);

    /** Empty if there is no such machine (any more); whoever it belongs to. */
    Optional<Machine> get(MachineId id);

    /** As {@link #get(MachineId)}, but empty too if it is not the owner's: for ids from status, which a tenant can edit. */
    Optional<Machine> get(Owner owner, MachineId id);

    /** How the create of this machine went; for a machine that does not become active. */
    CreationState creation(MachineId id);

    /**
     * Sends exactly one request, which is never repeated.
     *
     * @throws CloudException {@code AMBIGUOUS_CREATE} if the machine may exist all the same: look it up, do not ask again;
     *     any other code means that none was made
     */
    Machine create(CreateMachine request);

    /**
     * Reads the machine anew and deletes it only if it carries the owner's tag and that name. A machine that is gone is
     * done.
     *
     * @param name as {@link CreateMachine#name} makes it for the host that is to go, never as the cloud just said it
     * @throws CloudException {@code NOT_OURS} if it is somebody else's; {@code CONFLICT} while the cloud works on it
     */
    void delete(Owner owner, MachineId id, String name);

    /** The account that the machines are in, by an id that no other account has; empty where the cloud does not tell. */
    Optional<String> account();

    /** The same driver for taking machines away: its requests may use what is kept for that when others must wait. */
    CloudDriver removing();
}
