/**
 * The port that turns an image reference into the digest it names now, before anything is changed.
 * Rule: data and the one interface only; how a registry is asked is the adapter's matter.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.image;
