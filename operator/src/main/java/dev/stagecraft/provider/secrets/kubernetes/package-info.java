/** The cluster as the only place for Secrets: whatever writes them there, a person or External Secrets Operator, is enough. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.secrets.kubernetes;
