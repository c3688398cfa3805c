package dev.stagecraft.source.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/** A connection whose answers are counted. */
final class MeteredConnection extends JDKHttpConnection {
    private final ReadMeter meter;

    MeteredConnection(URL url, Proxy proxy, ReadMeter meter) throws IOException {
        super(url, proxy);
        this.meter = meter;
    }

    @Override
    public int getResponseCode() throws IOException {
        int status = super.getResponseCode();
        meter.answered(status);
        return status;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                meter.transferred(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                meter.transferred(Math.max(count, 0));
                return count;
            }
        };
    }
}
