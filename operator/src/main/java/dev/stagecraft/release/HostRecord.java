package dev.stagecraft.release;

import java.time.Instant;
import java.util.Optional;

/**
 * What is recorded of a host.
 *
 * @param createId the random id that the machine's tag carries, recorded before the create is sent
 * @param createRequestedAt when a create may last have been sent
 * @param protect as last declared
 * @param release the release that the host was brought to and that passed its health check
 */
public record HostRecord(
        String name,
        String role,
        HostState state,
        Optional<String> machineId,
        Optional<String> createId,
        Optional<Instant> createRequestedAt,
        Optional<String> publicIp,
        Optional<String> privateIp,
        Optional<String> size,
        Optional<String> region,
        boolean protect,
        Optional<String> release) {

    /** A host of which nothing is known but its name. */
    public static HostRecord named(String name, String role, boolean protect) {
        return new HostRecord(
                name,
                role,
                HostState.PENDING,
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
        return new HostRecord(
                name,
                role,
                newState,
                machineId,
                createId,
                createRequestedAt,
                publicIp,
                privateIp,
                size,
                region,
                protect,
                release);
    }

    /** The same host with the intent to create its machine. */
    public HostRecord creating(String id, Instant at) {
        return new HostRecord(
                name,
                role,
                HostState.CREATING,
                machineId,
                Optional.of(id),
                Optional.of(at),
                publicIp,
                privateIp,
                size,
                region,
                protect,
                release);
    }

    /** The same host when the create that was announced was certainly not sent; its id can be used again. */
    public HostRecord notCreating() {
        return new HostRecord(
                name,
                role,
                machineId.isPresent() ? state : HostState.PENDING,
                machineId,
                createId,
                Optional.empty(),
                publicIp,
                privateIp,
                size,
                region,
                protect,
                release);
    }

    /** The same host with its machine. */
    public HostRecord machine(HostState newState, Machine machine) {
        return new HostRecord(
                name,
                role,
                newState,
                Optional.of(machine.id()),
                createId,
                createRequestedAt,
                machine.publicIp(),
                machine.privateIp(),
                machine.size(),
                machine.region(),
                protect,
                release);
    }

    /** The same host without a machine. Its last create stays known: a list that lags may only not show the machine yet. */
    public HostRecord withoutMachine() {
        return new HostRecord(
                name,
                role,
                HostState.GONE,
                Optional.empty(),
                createId,
                createRequestedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                protect,
                Optional.empty());
    }

    /** The same host serving that release. */
    public HostRecord serving(Optional<String> newRelease) {
        return new HostRecord(
                name,
                role,
                state,
                machineId,
                createId,
                createRequestedAt,
                publicIp,
                privateIp,
                size,
                region,
                protect,
                newRelease);
    }

    /** The same host, declared so. */
    public HostRecord declared(String newRole, boolean newProtect) {
        return new HostRecord(
                name,
                newRole,
                state,
                machineId,
                createId,
                createRequestedAt,
                publicIp,
                privateIp,
                size,
                region,
                newProtect,
                release);
    }

    /** A machine as the cloud told it. */
    public record Machine(
            String id,
            Optional<String> publicIp,
            Optional<String> privateIp,
            Optional<String> size,
            Optional<String> region) {}
}
