package dev.stagecraft.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew whose classes are in the format of Java 5. Such classes lack the tables by which the JVM checks code in one
 * pass, so it keeps them, and whatever extends them, out of its ahead-of-time cache; picocli, which every command begins with, is
 * made of them. Nothing but the tables and the number of the format changes.
 *
 * <p>picocli also asks whether Groovy is there, by one of its classes. For the answer that it is not, a JVM opens every jar of the
 * class path, which takes as long as all else that help does. An empty class of that name, which is in the cache, spares it that.
 */
public final class ModernClasses {
    /** The first format that must have the tables. */
    private static final int WITH_TABLES = 51;

    private static final String NOTICE = "META-INF/NOTICE-stagecraft";
    private static final String PICOCLI = "picocli/CommandLine.class";
    private static final ClassDesc GROOVY = ClassDesc.of("groovy.lang.Closure");
    private static final int OF_JAVA_8 = ClassFile.JAVA_8_VERSION;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

    private ModernClasses() {}

    /** @param args jars */
    public static void main(String[] args) throws IOException {
        for (var jar : args) {
            modernise(Path.of(jar));
        }
    }

    /** Writes the jar anew where it has such classes; the answer is how many. */
    static int modernise(Path jar) throws IOException {
        var entries = entries(jar);
        int old = (int) entries.entrySet().stream().filter(ModernClasses::old).count();
        if (old > 0) {
            if (entries.keySet().stream().anyMatch(name -> name.matches("META-INF/[^/]*\\.SF"))) {
                throw new IOException(jar + " is signed, and would not be what was signed; leave it as it is.");
            }
            var classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(entries)));
            boolean groovy = entries.containsKey(PICOCLI);
            entries.put(NOTICE, notice(old, groovy).getBytes(StandardCharsets.UTF_8));
            if (groovy) {
                entries.put(
                        "groovy/lang/Closure.class",
                        classes.build(
                                GROOVY,
                                type -> type.withVersion(OF_JAVA_8, 0)
                                        .withFlags(AccessFlag.PUBLIC, AccessFlag.ABSTRACT, AccessFlag.SUPER)));
            }
            var fresh = jar.resolveSibling(jar.getFileName() + ".new");
            try (var out = Files.newOutputStream(fresh)) {
                write(entries, classes, out);
            }
            Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        return old;
    }

    /** The licences of libraries ask that changes are told, such as Apache-2.0 in 4(b). */
    private static String notice(int classes, boolean groovy) {
        return "Stagecraft changed this file: " + classes + " classes were written anew in the format of Java 8.\n"
                + (groovy ? "The class groovy.lang.Closure was added, which is empty and not of Groovy.\n" : "");
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        var entries = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var each = zip.entries(); each.hasMoreElements(); ) {
                var entry = each.nextElement();
                try (var in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static boolean old(Map.Entry<String, byte[]> entry) {
        return entry.getKey().endsWith(".class")
                && ((entry.getValue()[6] << 8) | (entry.getValue()[7] & 0xff)) < WITH_TABLES;
    }

    private static ClassHierarchyResolver hierarchy(Map<String, byte[]> entries) {
        return ClassHierarchyResolver.ofResourceParsing(type -> {
                    var descriptor = type.descriptorString();
                    var bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
                    return bytes == null ? null : new ByteArrayInputStream(bytes);
                })
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    private static void write(Map<String, byte[]> entries, ClassFile classes, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            // The manifest comes first, where readers of streams look for it.
            var manifest = "META-INF/MANIFEST.MF";
            if (entries.containsKey(manifest)) {
                put(zip, manifest, entries.get(manifest));
            }
            for (var entry : entries.entrySet()) {
                if (!entry.getKey().equals(manifest)) {
                    put(zip, entry.getKey(), old(entry) ? modern(classes, entry.getValue()) : entry.getValue());
                }
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] modern(ClassFile classes, byte[] old) {
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(OF_JAVA_8, 0);
            } else {
                builder.with(element);
            }
        };
        // Each instruction is handed on by itself, as code that is copied whole gets no tables.
        var code = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        return classes.transformClass(classes.parse(old), version.andThen(code));
    }
}
