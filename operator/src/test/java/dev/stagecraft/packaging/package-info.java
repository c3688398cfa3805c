/** What {@code make cli} needs beside Maven, and the tests of what it makes. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.packaging;
