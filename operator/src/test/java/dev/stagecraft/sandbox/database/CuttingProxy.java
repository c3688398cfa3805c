package dev.stagecraft.sandbox.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server and cuts a connection at a chosen place; the next connection finds it whole. */
public final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 8192;

    /** Where to cut. */
    public enum Cut {
        /** The request is thrown away: the server never hears of it. */
        BEFORE,
        /** The server gets the request, and the client is cut off at once. */
        DURING,
        /** The server has answered, and the client never hears it. */
        AFTER
    }

    /** Cuts when {@code word} goes by from the client to the server for the {@code nth} time. */
    public record Plan(String word, int nth, Cut cut) {}

    private final ServerSocket listener;
    private final int serverPort;
    private final AtomicReference<Plan> plan = new AtomicReference<>();
    private volatile Runnable beforeCut = () -> {};
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public CuttingProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts once, as planned. */
    public void arm(Plan next) {
        arm(next, () -> {});
    }

    /** The same; {@code first} is done at the chosen place, before the client can see that it is cut off: to kill it, say. */
    public void arm(Plan next, Runnable first) {
        seen.set(0);
        beforeCut = first;
        plan.set(next);
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                var pair = new Pair(client, server);
                Thread.ofVirtual().start(pair::requests);
                Thread.ofVirtual().start(pair::answers);
            } catch (IOException closed) {
                // The loop ends with the listener; a server that is away shows as a connection that breaks.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallowing;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            var buffer = new byte[BUFFER];
            try (InputStream from = client.getInputStream();
                    OutputStream to = server.getOutputStream()) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    Cut cut = cutAt(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                    if (cut == Cut.BEFORE) {
                        cut();
                        return;
                    }
                    swallowing = cut == Cut.AFTER;
                    to.write(buffer, 0, n);
                    to.flush();
                    if (cut == Cut.DURING) {
                        cut();
                        return;
                    }
                }
            } catch (IOException closed) {
                // Either side has gone.
            } finally {
                end();
            }
        }

        private @Nullable Cut cutAt(String text) {
            Plan now = plan.get();
            if (now != null && text.contains(now.word()) && seen.incrementAndGet() == now.nth()) {
                plan.set(null);
                return now.cut();
            }
            return null;
        }

        void answers() {
            var buffer = new byte[BUFFER];
            try (InputStream from = server.getInputStream();
                    OutputStream to = client.getOutputStream()) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    if (swallowing) {
                        cut();
                        return;
                    }
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException closed) {
                // Either side has gone.
            } finally {
                end();
            }
        }

        private void cut() {
            cuts.incrementAndGet();
            beforeCut.run();
            end();
        }

        private void end() {
            try {
                client.close();
                server.close();
            } catch (IOException closed) {
                // Gone already.
            }
        }
    }
}
