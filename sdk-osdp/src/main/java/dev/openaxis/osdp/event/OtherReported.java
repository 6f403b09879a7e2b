package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import java.util.Map;

/**
 * Something else a device reported without being asked: manufacturer's replies, results of transparent mode or biometrics that no
 * call waits for.
 *
 * @param peripheral which device
 * @param reply as it came
 * @param secured whether it came over a secure channel
 */
public record OtherReported(String peripheral, Reply reply, boolean secured) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/Report";
    }

    @Override
    public Map<String, String> data() {
        return Map.of("reply", ReplyCode.name(reply.code()), "secured", Boolean.toString(secured));
    }

    @Override
    public String toString() {
        return "OtherReported[" + peripheral + ", " + ReplyCode.name(reply.code()) + "]";
    }
}
