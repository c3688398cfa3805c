package dev.stagecraft.provider.cloud;

/** The cloud's own name for one machine, opaque outside the driver; never used again after a delete. */
public record MachineId(String value) {
    public MachineId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A machine id is not empty.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
