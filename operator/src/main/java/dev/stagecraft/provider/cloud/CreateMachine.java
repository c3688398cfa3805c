package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.util.regex.Pattern;

/**
 * Everything one machine is made from.
 *
 * @param createId of the intent that status recorded before: it finds the machine again after a crash; lower-case letters, digits, {@code -}, {@code _}
 * @param name for people, a hostname; not unique in the cloud, so never used to find a machine
 * @param userData run by the machine at first boot; secret because any container there can read it and it may hold a host key
 */
public record CreateMachine(Owner owner, MachineRequest machine, String createId, String name, Secret userData) {
    private static final Pattern CREATE_ID = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    public CreateMachine {
        requireNonNull(owner, "owner");
        requireNonNull(machine, "machine");
        requireNonNull(userData, "userData");
        if (!CREATE_ID.matcher(createId).matches()) {
            throw new IllegalArgumentException("A create id has 1 to 64 lower-case letters, digits, '-' or '_'.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A machine's name is a hostname, which '" + name + "' is not.");
        }
    }

    /** The name people see in the cloud's console: {@code <project>-<environment>-<host>}. */
    public static String name(String project, String environment, String host) {
        return project + "-" + environment + "-" + host;
    }
}
