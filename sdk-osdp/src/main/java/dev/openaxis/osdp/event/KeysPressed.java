package dev.openaxis.osdp.event;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.card.KeypadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of a keypad, in the order they were pressed (OSDP v2.2, KEYPAD). {@link #toString()} does not tell which. When a PIN
 * begins and ends is for the host to say.
 *
 * @param peripheral which device
 * @param reader number of the reader there, 0 for the first or only one
 * @param codes one byte for each key, see {@link KeypadKey}
 * @param secured whether they came over a secure channel
 */
public record KeysPressed(String peripheral, int reader, Octets codes, boolean secured) implements OsdpEvent {

    /**
     * The keys.
     *
     * @return one for each code; empty where nobody named it
     */
    public List<Optional<KeypadKey>> keys() {
        List<Optional<KeypadKey>> keys = new ArrayList<>();
        for (int i = 0; i < codes.length(); i++) {
            keys.add(KeypadKey.of(codes.at(i)));
        }
        return keys;
    }

    @Override
    public String topic() {
        return "OSDP/Keypad";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "reader", Integer.toString(reader));
    }

    @Override
    public Map<String, String> data() {
        return Map.of("codes", codes.hex(), "secured", Boolean.toString(secured));
    }

    @Override
    public String toString() {
        return "KeysPressed[" + peripheral + ", reader " + reader + ", " + codes.length() + " keys"
                + (secured ? "]" : ", in clear]");
    }
}
