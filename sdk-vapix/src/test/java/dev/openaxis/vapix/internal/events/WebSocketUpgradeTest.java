package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketUpgradeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "1331901001644832701; 1331901001644832701",
                "| 1331901001644832701\r\n|; 1331901001644832701",
                "{\"wssession\":\"1331901001644832701\"}; 1331901001644832701",
                "{\"token\":1331901001644832701}; 1331901001644832701"
            })
    void aTokenIsReadInEveryForm(String answer, String token) {
        assertThat(WebSocketUpgrade.token(answer)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"wssession\":", "<html>", "1 2", "1&sources=all", "1\r\nHost: elsewhere"})
    void whatIsNoToken_isNotSent(String answer) {
        assertThat(WebSocketUpgrade.token(answer)).isEmpty();
    }
}
