package dev.stagecraft.packaging;

import dev.stagecraft.Cli;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** The command laid out as the archive does, around a jar of the classes that this test runs on; or around a Java that is none. */
record CommandHome(Path directory) {
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."));

    /** With an empty jar, for a Java that does not look at it. */
    static CommandHome empty(Path directory) {
        var home = new CommandHome(directory);
        home.launchers();
        home.write("stagecraft-operator.jar", "", "rw-r--r--");
        return home;
    }

    /** With the classes. */
    static CommandHome real(Path directory) {
        var home = new CommandHome(directory);
        home.launchers();
        try {
            home.jar(Path.of(Cli.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return home;
    }

    Path launcher() {
        return directory.resolve("bin/stagecraft");
    }

    /** A file below the directory. */
    Path write(String name, String text, String permissions) {
        var file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A directory that looks like a Java of that version, whose java is that script. */
    Path java(String name, String version, String script) {
        write(
                name + "/release",
                "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version
                        + "\"\n",
                "rw-r--r--");
        write(name + "/bin/java", "#!/bin/sh\n" + script + "\n", "rwxr-xr-x");
        return directory.resolve(name);
    }

    private void launchers() {
        try {
            write("bin/stagecraft", Files.readString(ROOT.resolve("deploy/cli/stagecraft")), "rwxr-xr-x");
            write(
                    "bin/kubectl_complete-stagecraft",
                    Files.readString(ROOT.resolve("deploy/cli/kubectl_complete-stagecraft")),
                    "rwxr-xr-x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jar(Path classes) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, "9.9.9");
        // Libraries as the build has them; picocli in the format that the archive has it in.
        var libraries = Files.createDirectories(directory.resolve("lib"));
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.endsWith(".jar"))
                        .distinct()
                        .map(entry -> library(Path.of(entry), libraries))
                        .collect(Collectors.joining(" ")));
        try (var out = new JarOutputStream(
                        Files.newOutputStream(directory.resolve("stagecraft-operator.jar")), manifest);
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static String library(Path jar, Path libraries) {
        if (!jar.getFileName().toString().startsWith("picocli")) {
            return jar.toUri().toString();
        }
        try {
            var copy = Files.copy(jar, libraries.resolve(jar.getFileName()));
            ModernClasses.modernise(copy);
            return "lib/" + copy.getFileName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
