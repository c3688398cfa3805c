package dev.stagecraft.cli.init.manifest;

/** How Secrets and ConfigMaps of a project are called; what differs by environment has the environment in its name. */
public record SecretNames(String project) {
    String registry() {
        return project + "-registry";
    }

    String ssh() {
        return project + "-ssh";
    }

    /** The Compose file, where it is not read from Git. */
    public String compose() {
        return project + "-compose";
    }

    /** The token of the cloud, which several projects may share. */
    public String token() {
        return "do-token";
    }

    String environment(String environment) {
        return project + "-" + environment + "-env";
    }

    /** The keys of hosts that exist already. */
    public String hostKeys(String environment) {
        return project + "-" + environment + "-host-keys";
    }

    String database(String environment, String database) {
        return project + "-" + environment + "-" + label(database) + "-db";
    }

    /** The files of migrations, where they are not read from Git. */
    public String migrations(String database) {
        return project + "-" + label(database) + "-migrations";
    }

    private static String label(String name) {
        return ProjectName.fit(name, 40);
    }
}
