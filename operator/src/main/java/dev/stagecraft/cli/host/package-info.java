/**
 * The commands that go to hosts: {@code hosts}, {@code logs}, {@code ssh} and {@code exec}. They connect as the operator does, with
 * the key that the resource names and the host keys that are pinned, and write nothing to the cluster.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.host;
