@org.jspecify.annotations.NullMarked
package dev.stagecraft.api.v1alpha1;
