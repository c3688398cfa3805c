package dev.stagecraft.host;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a host has of the programs we need. Pure.
 *
 * @param engine version of the running Docker Engine
 */
record Inventory(Optional<String> engine, Optional<String> plugin, Optional<String> standalone, boolean curl) {

    /** From this version on the engine no longer answers what Compose 1 asks when it replaces a container. */
    private static final int ENGINE_WITHOUT_COMPOSE_1 = 25;

    private static final Pattern MAJOR = Pattern.compile("v?(\\d{1,6}).*");

    record Choice(ComposeCli cli, String version) {}

    /** The Compose to use: the plugin if there is one, else the program of its own if it works with this engine. */
    Optional<Choice> compose() {
        return plugin.map(version -> new Choice(ComposeCli.PLUGIN, version))
                .or(() -> standalone
                        .filter(this::worksWithEngine)
                        .map(version -> new Choice(ComposeCli.STANDALONE, version)));
    }

    boolean complete() {
        return engine.isPresent() && compose().isPresent() && curl;
    }

    /** What is missing, as a phrase. */
    String lacks() {
        var missing = new ArrayList<String>();
        if (engine.isEmpty()) {
            missing.add("the Docker Engine");
        }
        if (compose().isEmpty()) {
            missing.add(standalone.isEmpty() ? "Docker Compose" : "a Docker Compose of version 2 for its engine");
        }
        if (!curl) {
            missing.add("curl");
        }
        return String.join(", ", missing);
    }

    private boolean worksWithEngine(String version) {
        return major(version) >= 2
                || engine.filter(e -> major(e) >= ENGINE_WITHOUT_COMPOSE_1).isEmpty();
    }

    private static int major(String version) {
        var matcher = MAJOR.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
