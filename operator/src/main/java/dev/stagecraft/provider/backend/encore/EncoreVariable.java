package dev.stagecraft.provider.backend.encore;

import dev.stagecraft.provider.backend.encore.EncoreConfig.AuthKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A variable that the application reads when it runs.
 *
 * @param path in the configuration, of what asks for it
 */
record EncoreVariable(String path, String name) {
    /** In the order in which a missing one is told. */
    static List<EncoreVariable> of(EncoreConfig config, SortedSet<String> secrets) {
        var needed = new ArrayList<EncoreVariable>();
        config.databases()
                .forEach((name, sql) ->
                        needed.add(new EncoreVariable("databases." + name + ".password.env", sql.password())));
        config.redis()
                .forEach((name, redis) -> redis.password()
                        .ifPresent(password ->
                                needed.add(new EncoreVariable("redis." + name + ".password.env", password))));
        keys("auth", config.auth(), needed);
        config.serviceDiscovery()
                .forEach((name, remote) -> keys("serviceDiscovery." + name + ".auth", remote.auth(), needed));
        secrets.forEach(name -> needed.add(new EncoreVariable("secrets.names", name)));
        return needed;
    }

    private static void keys(String path, List<AuthKey> keys, List<EncoreVariable> needed) {
        for (int i = 0; i < keys.size(); i++) {
            needed.add(
                    new EncoreVariable(path + "[" + i + "].key.env", keys.get(i).variable()));
        }
    }
}
