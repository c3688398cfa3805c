package dev.stagecraft.host.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes bytes to a local port until it is cut: then both sides still believe in the connection, but nothing passes. */
final class CutWire implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private volatile boolean cut;

    CutWire(int target) throws IOException {
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try (var near = listener.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var back = Thread.ofVirtual().start(() -> pass(far, near));
            pass(near, far);
            back.join();
        } catch (IOException closed) {
            cut = true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            var buffer = new byte[8192];
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                if (!cut) {
                    to.getOutputStream().write(buffer, 0, length);
                    to.getOutputStream().flush();
                }
            }
        } catch (IOException ended) {
            cut = true;
        }
    }
}
