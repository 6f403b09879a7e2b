package dev.openaxis.osdp.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.testing.Vectors;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static Command command(String hex) {
        byte[] bytes = Vectors.hex(hex);
        return CommandReader.read(CommandCode.GENAUTH, bytes, 0, bytes.length);
    }

    private static Reply reply(String hex) {
        byte[] bytes = Vectors.hex(hex);
        return ReplyReader.read(ReplyCode.PIVDATAR, bytes, 0, bytes.length);
    }

    @Test
    void onlyTheFirstPartOfACommandMayCarryTwoBytesUncounted() {
        assertThat(((GeneralAuthenticate) command("0900 0000 0100 079EAA"))
                        .fragment()
                        .size())
                .isEqualTo(1);
        assertThat(((MalformedCommand) command("0900 0100 0100 079EAA")).fault())
                .isEqualTo(Fault.CONTENT);
        assertThat(((MalformedCommand) command("0900 0000 0100 07AA")).fault()).isEqualTo(Fault.CONTENT);
    }

    @Test
    void aPartOfAReplyIsOfTheSizeItSays() {
        assertThat(((PivData) reply("0900 0100 0100 AA")).fragment().offset()).isEqualTo(1);
        assertThat(((MalformedReply) reply("0900 0000 0100 AABBCC")).fault()).isEqualTo(Fault.CONTENT);
        assertThat(((MalformedReply) reply("0900 0000 01")).fault()).isEqualTo(Fault.LENGTH);
    }
}
