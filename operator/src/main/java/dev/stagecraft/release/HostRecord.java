package dev.stagecraft.release;

import dev.stagecraft.plan.ObservedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is recorded of a host.
 *
 * @param formerRole whose services may still run there, because the host was given another role and does not serve it yet
 * @param createId the random id that the machine's tag carries, recorded before the create is sent
 * @param createRequestedAt when a create may last have been sent
 * @param protect as last declared
 * @param release the release that the host was brought to and that passed its health check
 */
public record HostRecord(
        String name,
        String role,
        Optional<String> formerRole,
        HostState state,
        Optional<String> machineId,
        Optional<String> createId,
        Optional<Instant> createRequestedAt,
        Optional<String> publicIp,
        Optional<String> privateIp,
        Optional<String> size,
        Optional<String> region,
        Optional<String> image,
        boolean protect,
        Optional<String> release) {

    /** A host of which nothing is known but its name. */
    public static HostRecord named(String name, String role, boolean protect) {
        return new HostRecord(
                name,
                role,
                Optional.empty(),
                HostState.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                protect,
                Optional.empty());
    }

    /** The same host in that state. */
    public HostRecord in(HostState newState) {
        return copy(newState, createId, createRequestedAt, formerRole, release);
    }

    /** The same host with the intent to create its machine. */
    public HostRecord creating(String id, Instant at) {
        return copy(HostState.CREATING, Optional.of(id), Optional.of(at), formerRole, release);
    }

    /** The same host when the create that was announced was certainly not sent; its id can be used again. */
    public HostRecord notCreating() {
        var known = machineId.isPresent() ? state : HostState.PENDING;
        return copy(known, createId, Optional.empty(), formerRole, release);
    }

    /** The same host with its machine. Another machine than before serves nothing, whatever the one before it did. */
    public HostRecord machine(HostState newState, Machine machine) {
        boolean same = machineId.equals(Optional.of(machine.id()));
        return new HostRecord(
                name,
                role,
                same ? formerRole : Optional.empty(),
                newState,
                Optional.of(machine.id()),
                createId,
                createRequestedAt,
                machine.publicIp(),
                machine.privateIp(),
                machine.size(),
                machine.region(),
                machine.image(),
                protect,
                same ? release : Optional.empty());
    }

    /** The same host without a machine. Its last create stays known: a list that lags may only not show the machine yet. */
    public HostRecord withoutMachine() {
        return named(name, role, protect)
                .copy(HostState.GONE, createId, createRequestedAt, Optional.empty(), Optional.empty());
    }

    /** The same host serving that release in its role. */
    public HostRecord serving(Optional<String> newRelease) {
        return copy(state, createId, createRequestedAt, Optional.empty(), newRelease);
    }

    /** The same host, declared so. In another role than before it does not serve what it is to serve. */
    public HostRecord declared(String newRole, boolean newProtect) {
        boolean moves = !newRole.equals(role);
        var runs = formerRole.or(() -> release.map(serving -> role));
        return new HostRecord(
                name,
                newRole,
                moves ? runs : formerRole,
                state,
                machineId,
                createId,
                createRequestedAt,
                publicIp,
                privateIp,
                size,
                region,
                image,
                newProtect,
                moves ? Optional.empty() : release);
    }

    /** The same host as the planner sees it. */
    public ObservedHost observed() {
        return new ObservedHost(
                name, role, formerRole, machineId, size, region, image, protect, state == HostState.READY, release);
    }

    /** Whether containers of the project may be there. */
    public boolean holdsContainers() {
        return release.isPresent() || formerRole.isPresent() || state == HostState.READY;
    }

    /** Whether a create was sent so recently that a list without its machine means nothing. */
    public boolean awaitsMachine(Instant now, Duration createWindow) {
        return machineId.isEmpty()
                && createRequestedAt
                        .filter(sent -> sent.plus(createWindow).isAfter(now))
                        .isPresent();
    }

    private HostRecord copy(
            HostState newState,
            Optional<String> newCreateId,
            Optional<Instant> newCreateRequestedAt,
            Optional<String> newFormerRole,
            Optional<String> newRelease) {
        return new HostRecord(
                name,
                role,
                newFormerRole,
                newState,
                machineId,
                newCreateId,
                newCreateRequestedAt,
                publicIp,
                privateIp,
                size,
                region,
                image,
                protect,
                newRelease);
    }

    /** A machine as the cloud told it. */
    public record Machine(
            String id,
            Optional<String> publicIp,
            Optional<String> privateIp,
            Optional<String> size,
            Optional<String> region,
            Optional<String> image) {}
}
