package dev.stagecraft.architecture;

import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one package may import; everything else is refused.
 *
 * <p>A pattern is a package ({@code java.net}), a package with all below it ({@code java.net..}) or one class.
 *
 * @param name the package below {@code dev.stagecraft}, or {@code ""} for the root
 * @param jdk what it may use of the JDK
 * @param ours packages of this project
 * @param theirs patterns of other people's packages
 */
record PackageRule(String name, Jdk jdk, Set<String> ours, List<String> theirs) {

    static final String ROOT = "dev.stagecraft";

    PackageRule {
        requireNonNull(name, "name");
        requireNonNull(jdk, "jdk");
        ours = Set.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /**
     * How much of the outside world a package may touch through the JDK.
     *
     * @param allowed patterns of what it may use
     * @param except patterns taken out again
     */
    record Jdk(List<String> allowed, List<String> except) {

        /** Values and arithmetic: no clock, no threads, no processes, no I/O. */
        static final Jdk PURE = new Jdk(
                List.of(
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.math",
                        "java.text",
                        "java.time..",
                        "java.nio.charset",
                        "java.security.MessageDigest",
                        "java.security.NoSuchAlgorithmException"),
                List.of(
                        "java.time.Clock",
                        "java.lang.Process",
                        "java.lang.ProcessBuilder",
                        "java.lang.Runtime",
                        "java.lang.Thread",
                        "java.util.Random",
                        "java.util.Timer"));

        /** The JDK with files, sockets, threads and clocks. */
        static final Jdk FULL = new Jdk(
                List.of("java..", "javax..", "com.sun.net.httpserver"), List.of("java.util.logging..", "java.sql.."));

        Jdk {
            allowed = List.copyOf(allowed);
            except = List.copyOf(except);
        }

        boolean allows(JavaClass type) {
            return matchesAny(allowed, type) && !matchesAny(except, type);
        }
    }

    static PackageRule pure(String name) {
        return new PackageRule(name, Jdk.PURE, Set.of(), List.of());
    }

    static PackageRule effects(String name) {
        return new PackageRule(name, Jdk.FULL, Set.of(), List.of());
    }

    PackageRule imports(String... packages) {
        var more = Stream.concat(ours.stream(), Stream.of(packages)).collect(Collectors.toSet());
        return new PackageRule(name, jdk, more, theirs);
    }

    PackageRule with(String... patterns) {
        return new PackageRule(
                name,
                jdk,
                ours,
                Stream.concat(theirs.stream(), Stream.of(patterns)).toList());
    }

    /** The classes that {@code type} uses and this rule does not allow, a sentence each with one of the places. */
    Stream<String> violations(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(arrow -> !allows(arrow.getTargetClass().getBaseComponentType(), type))
                .collect(Collectors.toMap(
                        arrow -> arrow.getTargetClass().getBaseComponentType().getName(),
                        PackageRule::sentence,
                        (one, another) -> one))
                .values()
                .stream();
    }

    private boolean allows(JavaClass target, JavaClass from) {
        if (target.isPrimitive() || target.getPackageName().equals(from.getPackageName())) {
            return true;
        }
        var ourName = below(target.getPackageName());
        return ourName == null
                ? jdk.allows(target) || matchesAny(theirs, target) || matchesAny(List.of("org.jspecify.."), target)
                : ours.contains(ourName);
    }

    /** The name below the root package, or null for a class that is not ours. */
    static @org.jspecify.annotations.Nullable String below(String packageName) {
        if (packageName.equals(ROOT)) {
            return "";
        }
        return packageName.startsWith(ROOT + ".") ? packageName.substring(ROOT.length() + 1) : null;
    }

    private static boolean matchesAny(List<String> patterns, JavaClass type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    private static boolean matches(String pattern, JavaClass type) {
        if (pattern.endsWith("..")) {
            var base = pattern.substring(0, pattern.length() - 2);
            return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
        }
        return type.getPackageName().equals(pattern)
                || type.getName().equals(pattern)
                || type.getName().startsWith(pattern + "$");
    }

    private static String sentence(Dependency arrow) {
        return "%s may not use %s %s"
                .formatted(
                        arrow.getOriginClass().getName(),
                        arrow.getTargetClass().getBaseComponentType().getName(),
                        arrow.getSourceCodeLocation());
    }
}
