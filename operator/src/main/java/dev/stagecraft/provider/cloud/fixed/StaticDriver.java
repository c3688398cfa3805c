package dev.stagecraft.provider.cloud.fixed;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.Owner;
import java.util.List;
import java.util.Optional;

/** Answers from the configuration alone: every host is there and running, whoever asks. */
final class StaticDriver implements CloudDriver {
    private final List<Machine> machines;

    StaticDriver(List<Machine> machines) {
        this.machines = List.copyOf(machines);
    }

    @Override
    public List<Machine> list(Owner owner) {
        return machines;
    }

    @Override
    public List<Machine> listAll(Owner owner) {
        return machines;
    }

    @Override
    public Optional<Machine> get(MachineId id) {
        return machines.stream().filter(machine -> machine.id().equals(id)).findFirst();
    }

    /** What the configuration names is the resource's, whoever asks. */
    @Override
    public Optional<Machine> get(Owner owner, MachineId id) {
        return get(id);
    }

    @Override
    public CreationState creation(MachineId id) {
        return get(id).isPresent() ? CreationState.COMPLETED : CreationState.UNKNOWN;
    }

    @Override
    public Machine create(CreateMachine request) {
        throw unsupported("Host " + request.machine().host() + " cannot be created");
    }

    @Override
    public void delete(Owner owner, MachineId id, String name) {
        throw unsupported("Host " + name + " is not deleted");
    }

    @Override
    public Optional<String> account() {
        return Optional.empty();
    }

    @Override
    public CloudDriver removing() {
        return this;
    }

    private static CloudException unsupported(String what) {
        return new CloudException(
                CloudException.Code.UNSUPPORTED,
                what
                        + ": the provider static only uses hosts that exist. Make or remove the host yourself, and its entry in"
                        + " spec.cloud.providers.static.hosts.");
    }
}
