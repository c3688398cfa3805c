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
    private final ApiClient api;
    private final Use use;
    private final Droplets droplets;
    private final Actions actions;

    /** @param use what its reads are for */
    DigitalOceanDriver(DigitalOceanConfig config, ApiClient api, Use use) {
        this.config = config;
        this.api = api;
        this.use = use;
        this.droplets = new Droplets(api);
        this.actions = new Actions(api);
    }

    /** The filter is not trusted: what a droplet itself says decides. */
    @Override
    public List<Machine> list(Owner owner) {
        return owned(owner, droplets.tagged(Tags.uid(owner), use));
    }

    @Override
    public List<Machine> listAll(Owner owner) {
        return owned(owner, droplets.all(use));
    }

    @Override
    public Optional<Machine> get(MachineId id) {
        return droplets.get(id, use);
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
    public void delete(Owner owner, MachineId id, String name) {
        Optional<Machine> found = droplets.get(id, Use.DELETE);
        if (found.isEmpty()) {
            return;
        }
        Machine live = found.get();
        if (!Tags.ownedBy(owner, live.tags()) || !live.name().equals(name)) {
            throw new CloudException(
                    Code.NOT_OURS,
                    "Droplet %s is not deleted: it does not carry this resource's tag and the name %s. Look at it in the console."
                            .formatted(id, name));
        }
        if (live.locked()) {
            throw new CloudException(
                    Code.CONFLICT, "Droplet " + id + " is locked by DigitalOcean; it is deleted once that ends.");
        }
        droplets.delete(id);
    }

    @Override
    public Optional<String> account() {
        return new Accounts(api).current(use);
    }

    @Override
    public CloudDriver removing() {
        return new DigitalOceanDriver(config, api, Use.DELETE);
    }

    private static List<Machine> owned(Owner owner, List<Machine> machines) {
        return machines.stream()
                .filter(machine -> Tags.ownedBy(owner, machine.tags()))
                .toList();
    }
}
