package dev.stagecraft.host.ssh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host for a key of the pinned type: a host has several, and would otherwise show the one that the defaults of both
 * sides prefer, which would look like a stranger.
 */
final class PinnedAlgorithms implements SessionListener {

    @Override
    public void sessionCreated(Session session) {
        pins(session)
                .ifPresent(pins -> session.setSignatureFactories(session.getSignatureFactories().stream()
                        .filter(factory -> pins.wants(factory.getName()))
                        .toList()));
    }

    @Override
    public void sessionNegotiationEnd(
            Session session,
            Map<KexProposalOption, String> clientProposal,
            Map<KexProposalOption, String> serverProposal,
            Map<KexProposalOption, String> negotiatedOptions,
            @Nullable Throwable reason) {
        var offered = serverProposal.getOrDefault(KexProposalOption.SERVERKEYS, "");
        pins(session)
                .filter(pins -> List.of(offered.split(",")).stream().noneMatch(pins::wants))
                .ifPresent(pins -> pins.refuse("only keys of other types"));
    }

    private static Optional<Pins> pins(Session session) {
        return session instanceof ClientSession client && client.getConnectionContext() != null
                ? Optional.ofNullable(client.getConnectionContext().getAttribute(Pins.KEY))
                : Optional.empty();
    }
}
