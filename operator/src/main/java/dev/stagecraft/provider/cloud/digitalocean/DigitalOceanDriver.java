package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.Owner;
import java.util.List;
import java.util.Optional;

/** The four verbs over droplets. */
final class DigitalOceanDriver implements CloudDriver {
    private static final int MAX_USER_DATA = 64 * 1024;

    private final DigitalOceanConfig config;
    private final Droplets droplets;
    private final Actions actions;

    DigitalOceanDriver(DigitalOceanConfig config, ApiClient api) {
        this.config = config;
        this.droplets = new Droplets(api);
        this.actions = new Actions(api);
    }

    /** The filter is not trusted: what a droplet itself says decides. */
    @Override
    public List<Machine> list(Owner owner) {
        return owned(owner, droplets.tagged(Tags.uid(owner)));
    }

    @Override
    public List<Machine> listAll(Owner owner) {
        return owned(owner, droplets.all());
    }

    @Override
    public Optional<Machine> get(MachineId id) {
        return droplets.get(id, Use.ORDINARY);
    }

    @Override
    public Optional<Machine> get(Owner owner, MachineId id) {
        return get(id).filter(machine -> Tags.ownedBy(owner, machine.tags()));
    }

    @Override
    public CreationState creation(MachineId id) {
        return actions.creation(id);
    }

    @Override
    public Machine create(CreateMachine request) {
        if (request.userData().revealBytes().length > MAX_USER_DATA) {
            throw new CloudException(
                    Code.INVALID_REQUEST,
                    "The user data of " + request.name()
                            + " is longer than the 64 KiB that DigitalOcean takes; nothing was sent.");
        }
        return droplets.create(DropletJson.create(request, config));
    }

    @Override
    public void delete(Owner owner, Machine machine) {
        Optional<Machine> found = droplets.get(machine.id(), Use.DELETE);
        if (found.isEmpty()) {
            return;
        }
        Machine live = found.get();
        if (!Tags.ownedBy(owner, live.tags()) || !live.name().equals(machine.name())) {
            throw new CloudException(
                    Code.NOT_OURS,
                    "Droplet %s is not deleted: it does not carry this resource's tag and the name %s. Look at it in the console."
                            .formatted(machine.id(), machine.name()));
        }
        if (live.locked()) {
            throw new CloudException(
                    Code.CONFLICT,
                    "Droplet " + machine.id() + " is locked by DigitalOcean; it is deleted once that ends.");
        }
        droplets.delete(machine.id());
    }

    private static List<Machine> owned(Owner owner, List<Machine> machines) {
        return machines.stream()
                .filter(machine -> Tags.ownedBy(owner, machine.tags()))
                .toList();
    }
}
