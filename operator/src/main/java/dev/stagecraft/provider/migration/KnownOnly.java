package dev.stagecraft.provider.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the release, and has no host to run anything on. */
record KnownOnly(Map<String, String> images, List<String> recorded) implements OneOff {
    KnownOnly {
        images = Map.copyOf(images);
        recorded = List.copyOf(recorded);
    }

    @Override
    public Optional<String> image(String service) {
        return Optional.ofNullable(images.get(service));
    }

    @Override
    public String occasion() {
        return "";
    }

    @Override
    public List<Run> runs() {
        throw noHost();
    }

    @Override
    public boolean start(Program program) {
        throw noHost();
    }

    @Override
    public void await(Run run, Duration limit) {
        throw noHost();
    }

    @Override
    public String tail(Run run) {
        throw noHost();
    }

    @Override
    public void remove(Run run) {
        throw noHost();
    }

    private static MigrationException noHost() {
        return new MigrationException(
                MigrationException.Code.INTERNAL,
                MigrationReason.INTERNAL,
                "A program of the application was to be run where there is no host for it.");
    }
}
