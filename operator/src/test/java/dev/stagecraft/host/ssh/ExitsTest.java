package dev.stagecraft.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.List;
import org.apache.sshd.client.channel.ClientChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program that a signal ended comes to. */
class ExitsTest {
    @ParameterizedTest
    @CsvSource({
        "HUP,129",
        "INT,130",
        "QUIT,131",
        "ILL,132",
        "ABRT,134",
        "FPE,136",
        "KILL,137",
        "USR1,138",
        "SEGV,139",
        "USR2,140",
        "PIPE,141",
        "ALRM,142",
        "TERM,143",
        "odd@example.com,128"
    })
    void aSignalIs128AndItsNumber(String signal, int code) {
        var key = HostIdentity.generate(new SecureRandom()).privateKey();
        var address = new HostAddress("app-1", "203.0.113.7", 22, "root", key, List.of());
        var channel = (ClientChannel) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClientChannel.class},
                (proxy, method, args) -> method.getName().equals("getExitSignal") ? signal : null);

        assertEquals(code, Exits.code(address, "program", channel));
    }
}
