package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.secret.Secret;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of a connection string must not be shown by themselves. */
class UrlPasswordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '!', nullValues = "-", textBlock = """
            postgres://shop:secret@db/shop ! secret
            postgres://shop:s%3Acr%40t@db/shop ! s%3Acr%40t|s:cr@t
            postgres://shop:a+b%25c@db/shop?sslmode=require ! a+b%25c|a+b%c
            postgres://shop:p@ss@db/shop?options=x@y ! p@ss@db/shop?options=x|p@ss
            mysql://shop:100%@db/shop ! 100%
            jdbc:postgresql://db/shop?user=shop&password=sec%20ret ! sec%20ret|sec_ret
            jdbc:mariadb://db/shop?trustStorePassword=x&pwd=y&a=b ! x|y
            postgres://shop@db/shop ! -
            sqlite:/var/lib/shop.db ! -
            """)
    void thePasswordIsKnownAsItIsWrittenAndAsItIsMeant(String url, String expected) {
        var found = UrlPasswords.of(Secret.of(url)).stream().map(Secret::reveal).toList();

        assertEquals(
                expected == null
                        ? List.of()
                        : Arrays.stream(expected.split("[|]"))
                                .map(word -> word.replace('_', ' '))
                                .toList(),
                found);
    }
}
