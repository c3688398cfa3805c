/**
 * What a directory says of the project in it: Compose files, builds, databases, migrations, and where Git has it from.
 * Rule: pure; it sees files through {@link dev.stagecraft.cli.init.detect.ProjectFiles} and runs nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.init.detect;
