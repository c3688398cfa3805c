package dev.stagecraft.host.ssh;

import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.client.config.keys.ClientIdentityLoader;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/** Finds no key anywhere: the one to use comes with the address. */
final class NoIdentities implements ClientIdentityLoader {

    @Override
    public boolean isValidLocation(NamedResource location) {
        return false;
    }

    @Override
    public Iterable<KeyPair> loadClientIdentities(
            @Nullable SessionContext session, NamedResource location, FilePasswordProvider provider) {
        return List.of();
    }
}
