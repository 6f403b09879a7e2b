package dev.openaxis.osdp.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Reply;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MessageProperties {
    @Provide
    Arbitrary<Command> command() {
        return Messages.commands();
    }

    @Provide
    Arbitrary<Reply> reply() {
        return Messages.replies();
    }

    @Property(tries = 3000)
    void aCommand_isReadAsItWasWritten(@ForAll("command") Command command, @ForAll @IntRange(max = 9) int at) {
        byte[] bytes = new byte[at + CommandWriter.length(command) + 1];
        CommandWriter.write(command, bytes, at);

        assertThat(CommandReader.read(command.code(), bytes, at, bytes.length - at - 1))
                .isEqualTo(command);
        assertThat(bytes[bytes.length - 1]).isZero();
    }

    @Property(tries = 3000)
    void aReply_isReadAsItWasWritten(@ForAll("reply") Reply reply, @ForAll @IntRange(max = 9) int at) {
        byte[] bytes = new byte[at + ReplyWriter.length(reply) + 1];
        ReplyWriter.write(reply, bytes, at);

        assertThat(ReplyReader.read(reply.code(), bytes, at, bytes.length - at - 1))
                .isEqualTo(reply);
        assertThat(bytes[bytes.length - 1]).isZero();
    }

    /** All lengths that a message without parts of its own can have, and a few more. */
    @Property(tries = 5000)
    void anyBytes_areSomeCommand_andWrittenAsTheyWere(
            @ForAll @IntRange(max = 255) int code, @ForAll @Size(max = 40) byte[] data) {
        Command command = CommandReader.read(code, data, 0, data.length);
        byte[] written = new byte[CommandWriter.length(command)];
        CommandWriter.write(command, written, 0);

        assertThat(written).isEqualTo(data);
        assertThat(command.code()).isEqualTo(code);
        assertThat(CommandReader.read(code, written, 0, written.length)).isEqualTo(command);
        if (command instanceof MalformedCommand malformed) {
            assertThat(malformed.data()).isEqualTo(Octets.of(data));
            assertThat(malformed.reason()).isNotBlank();
        }
    }

    @Property(tries = 5000)
    void anyBytes_areSomeReply_andWrittenAsTheyWere(
            @ForAll @IntRange(max = 255) int code, @ForAll @Size(max = 40) byte[] data) {
        Reply reply = ReplyReader.read(code, data, 0, data.length);
        byte[] written = new byte[ReplyWriter.length(reply)];
        ReplyWriter.write(reply, written, 0);

        assertThat(written).isEqualTo(data);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(ReplyReader.read(code, written, 0, written.length)).isEqualTo(reply);
        if (reply instanceof MalformedReply malformed) {
            assertThat(malformed.data()).isEqualTo(Octets.of(data));
            assertThat(malformed.reason()).isNotBlank();
        }
    }

    @Example
    void everyMessageThereIs_isMadeHere() {
        Set<Class<?>> commands = Messages.commands()
                .sampleStream()
                .limit(4000)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        Set<Class<?>> replies = Messages.replies()
                .sampleStream()
                .limit(4000)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        commands.add(MalformedCommand.class);
        replies.add(MalformedReply.class);

        assertThat(commands).containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
        assertThat(replies).containsExactlyInAnyOrder(Reply.class.getPermittedSubclasses());
    }

    @Property
    void whatIsInTheBytes_isNeverShown(@ForAll("command") Command command, @ForAll("reply") Reply reply) {
        for (Record message : new Record[] {(Record) command, (Record) reply}) {
            for (RecordComponent component : message.getClass().getRecordComponents()) {
                if (component.getType() == Octets.class) {
                    Octets value = value(component, message);
                    if (value.length() > 3) {
                        assertThat(message.toString()).doesNotContainIgnoringCase(value.hex());
                        assertThat(message.toString()).doesNotContain(Arrays.toString(value.toArray()));
                    }
                }
            }
        }
    }

    private static Octets value(RecordComponent component, Record message) {
        try {
            return (Octets) component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
