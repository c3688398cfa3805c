package dev.stagecraft.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names; {@code development} where there is no jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var named = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return new String[] {"stagecraft " + named.orElse("development")};
    }
}
