package dev.stagecraft.cluster;

/** A Stagecraft resource, beyond doubt: a resource created anew under the same name has another uid. */
public record ResourceRef(String namespace, String name, String uid) {}
