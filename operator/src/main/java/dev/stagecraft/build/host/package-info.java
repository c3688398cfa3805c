/**
 * Builds on a host over SSH, with the Docker Engine that it has. What happens on the host is data of package {@code host}; here it is
 * bound to a request and its end is put into words.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.build.host;
