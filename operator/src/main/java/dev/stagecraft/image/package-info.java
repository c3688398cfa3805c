/**
 * The ports to images: the digest that a reference names now, before anything is changed, the files of a
 * directory, and a tag that is set.
 * The logins to registries are here too, for hosts and builders use them as well.
 * Rule: data and interfaces only; how a registry is asked is the adapter's matter.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.image;
