package dev.stagecraft.host;

/** Where the files of one project are on its hosts. */
record ProjectPaths(String base) {

    static final String ROOT = "/var/lib/stagecraft";

    static ProjectPaths of(Owner owner) {
        return new ProjectPaths(ROOT + "/" + owner.composeProject());
    }

    String owner() {
        return base + "/owner.json";
    }

    String lock() {
        return base + "/lock";
    }

    String current() {
        return base + "/current";
    }

    /** The last occasion on which a container was started that runs once. */
    String once(String mark) {
        return base + "/once/" + mark;
    }

    /** Docker's own directory while images are pulled with a login, and never otherwise. */
    String login() {
        return base + "/login";
    }

    /** The directory of one build, as long as it runs; its lock stands beside it. */
    String build(String name) {
        return base + "/builds/" + ReleaseFiles.requireRelease(name);
    }

    String releases() {
        return base + "/releases";
    }

    String files() {
        return base + "/files";
    }

    /** Where what releases mount is put together; nothing mounts it. */
    String unpacked(String directory) {
        return files() + "/.part-" + directory;
    }

    /** What releases mount, by content. */
    String shipped(String directory) {
        return files() + "/" + directory;
    }

    String release(String release) {
        return releases() + "/" + ReleaseFiles.requireRelease(release);
    }

    String compose(String release) {
        return release(release) + "/compose.yaml";
    }

    String envOverride(String release) {
        return release(release) + "/env.yaml";
    }

    String envShell(String release) {
        return release(release) + "/env.sh";
    }

    String record(String release) {
        return release(release) + "/release.json";
    }
}
