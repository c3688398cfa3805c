package dev.stagecraft.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredential.IdentityToken;
import dev.stagecraft.image.RegistryCredentials.Parsed;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCredentialsTest {
    /** {@code acme:pa:ss-word}. */
    private static final String AUTH = "YWNtZTpwYTpzcy13b3Jk";

    private static final Basic LOGIN = new Basic("acme", Secret.of("pa:ss-word"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auth\":\"YWNtZTpwYTpzcy13b3Jk\"}",
                "{\"auth\":\"YWNtZTpwYTpzcy13b3JkAAA=\"}",
                "{\"username\":\"acme\",\"password\":\"pa:ss-word\",\"email\":\"a@example.com\"}",
                "{\"username\":\"other\",\"password\":\"other\",\"auth\":\"YWNtZTpwYTpzcy13b3Jk\"}"
            })
    void loginIsReadAsDockerReadsIt(String entry) {
        assertEquals(Optional.of(LOGIN), read("ghcr.io", entry).forRegistry("ghcr.io"));
    }

    @Test
    void identityTokenGoesBeforeThePassword() {
        var read = read("acme.azurecr.io", "{\"auth\":\"" + AUTH + "\",\"identitytoken\":\"idtoken\"}");

        assertEquals(Optional.of(new IdentityToken(Secret.of("idtoken"))), read.forRegistry("acme.azurecr.io"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, docker.io",
        "docker.io, index.docker.io",
        "registry-1.docker.io, docker.io",
        "https://ghcr.io, ghcr.io",
        "http://registry.lan:5000/v2/, registry.lan:5000",
        "Registry.Example.com, registry.example.com",
        "registry.digitalocean.com/acme, registry.digitalocean.com",
        "'[::1]:5000', '[::1]:5000'"
    })
    void keyMayHaveASchemeAPathOrAnotherNameOfDockerHub(String key, String registry) {
        var read = read(key, "{\"auth\":\"" + AUTH + "\"}");

        assertEquals(Optional.of(LOGIN), read.forRegistry(registry));
        assertEquals(Optional.empty(), read.forRegistry("other.example.com"));
        assertEquals(Optional.empty(), read.forRegistry(registry + ":444"));
    }

    @Test
    void hostAloneGoesBeforeAPath() {
        var path = "\"ghcr.io/team\":{\"username\":\"team\",\"password\":\"secret\"}";
        var host = "\"ghcr.io\":{\"auth\":\"" + AUTH + "\"}";

        assertEquals(Optional.of(LOGIN), read(path + "," + host).forRegistry("ghcr.io"));
        assertEquals(Optional.of(LOGIN), read(host + "," + path).forRegistry("ghcr.io"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sentinel-password|is not JSON: ",
                "{\"auths\": \"sentinel-password\"}|has no logins under 'auths': ",
                "{\"auths\":{},\"credsStore\":\"desktop\"}|has no logins under 'auths': ",
                "{\"ghcr.io\":{\"auth\":\"c2VudGluZWwtcGFzc3dvcmQ=\"}}|has no logins under 'auths': ",
                "{\"auths\":{\"ghcr.io\":{}}}|has no login for ghcr.io, only its name: ",
                "{\"auths\":{\"ghcr.io\":{\"username\":\"sentinel-password\"}}}|has no login for ghcr.io, only its name: ",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"sentinel-password!\"}}}|has an 'auth' for ghcr.io that is not base64",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"c2VudGluZWwtcGFzc3dvcmQ=\"}}}|has an 'auth' for ghcr.io that is not base64 of user:password",
                "{\"auths\":{\"ghcr.io\":{\"username\":\"a:b\",\"password\":\"sentinel-password\"}}}|has a user name for ghcr.io with a colon in it",
                "{\"auths\":{\"u:sentinel-password@ghcr.io\":{}}}|has no host of a registry as the key of entry 1 of 'auths'",
                "{\"auths\":{\"*.ghcr.io\":{}}}|has no host of a registry as the key of entry 1 of 'auths'; patterns are not supported",
                "{\"auths\":{\"ghcr.io/a\":{\"auth\":\"YWNtZTpwYTpzcy13b3Jk\"},\"ghcr.io/b\":{\"username\":\"u\",\"password\":\"sentinel-password\"}}}|has two different logins for ghcr.io: "
            })
    void contentThatCannotBeUsedIsSaidWithoutItsValues(String content, String why) {
        var malformed = assertInstanceOf(Parsed.Malformed.class, RegistryCredentials.parse(Secret.of(content)));

        assertTrue(malformed.why().startsWith(why), malformed.why());
        assertFalse(malformed.why().contains("sentinel-password"), malformed.why());
    }

    @Test
    void dockerConfigHoldsOnlyWhatIsNeeded() {
        var credentials = new RegistryCredentials(Map.of(
                "docker.io", LOGIN,
                "ghcr.io", new Basic("other", Secret.of("unneeded")),
                "acme.azurecr.io", new IdentityToken(Secret.of("idtoken"))));

        assertEquals(
                "{\"auths\":{\"acme.azurecr.io\":{\"identitytoken\":\"idtoken\"},\"https://index.docker.io/v1/\":{\"auth\":\""
                        + AUTH + "\"}}}",
                credentials
                        .dockerConfig(Set.of("registry-1.docker.io", "acme.azurecr.io", "quay.io"))
                        .reveal());
        assertTrue(credentials.coverAny(Set.of("quay.io", "index.docker.io")));
        assertFalse(credentials.coverAny(Set.of("quay.io")));
        assertEquals(
                "{\"auths\":{}}",
                RegistryCredentials.none().dockerConfig(Set.of("ghcr.io")).reveal());
    }

    @Test
    void whatDockerConfigSaysIsReadBack() {
        var credentials =
                new RegistryCredentials(Map.of("docker.io", LOGIN, "ghcr.io", new IdentityToken(Secret.of("idtoken"))));

        assertEquals(
                new Parsed.Read(credentials),
                RegistryCredentials.parse(credentials.dockerConfig(Set.of("docker.io", "ghcr.io"))));
    }

    @Test
    void everySecretIsKnownToTheSanitizerAndNothingPrintsOne() {
        var token = "dop_v1_" + "0123456789abcdef".repeat(4);
        var credentials = new RegistryCredentials(Map.of(
                "docker.io", LOGIN,
                "registry.digitalocean.com", new Basic(token, Secret.of("another-password")),
                "acme.azurecr.io", new IdentityToken(Secret.of("idtoken"))));
        var sanitizer = Sanitizer.none().with(credentials.secrets());

        for (var secret : Set.of(token, "another-password", "idtoken", "pa:ss-word", AUTH)) {
            assertFalse(sanitizer.clean("before " + secret + " after").contains(secret), secret);
            assertFalse(credentials.toString().contains(secret), secret);
            assertFalse(credentials.byRegistry().values().toString().contains(secret), secret);
        }
        assertEquals("docker.io/acme/web", sanitizer.clean("docker.io/acme/web"));
    }

    @Test
    void userWithAColonIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Basic("a:b", Secret.of("secret")));
    }

    private static RegistryCredentials read(String key, String entry) {
        return read("\"" + key + "\":" + entry);
    }

    private static RegistryCredentials read(String entries) {
        var parsed = RegistryCredentials.parse(Secret.of("{\"auths\":{" + entries + "}}"));
        return assertInstanceOf(Parsed.Read.class, parsed).credentials();
    }
}
