@org.jspecify.annotations.NullMarked
package dev.stagecraft.cluster.fabric8;
