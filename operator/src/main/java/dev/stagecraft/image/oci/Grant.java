package dev.stagecraft.image.oci;

import dev.stagecraft.image.RegistryCredential;
import java.net.URI;
import java.util.Optional;

/**
 * What leave to enter is kept under: what one login was given must never serve another.
 *
 * @param actions as in the scope of a token, {@code pull} or {@code pull,push}
 */
record Grant(URI repository, String actions, Optional<RegistryCredential> credential) {}
