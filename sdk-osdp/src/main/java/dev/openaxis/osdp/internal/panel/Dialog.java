package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.multipart.Assembly;
import dev.openaxis.osdp.internal.multipart.Fragmenter;
import dev.openaxis.osdp.internal.multipart.Prefix;
import dev.openaxis.osdp.internal.multipart.Reassembler;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import java.util.Optional;
import java.util.function.Function;

/**
 * One command and its answer, which can take several of each. NAK and BUSY are not shown to it.
 *
 * @param <T> what the caller gets
 */
interface Dialog<T> {
    /** Bytes of total, offset and size before the data of a part. */
    int PART_HEAD = 6;

    /**
     * The command to send now.
     *
     * @param room how many bytes of data a frame has room for
     */
    Command next(int room);

    /** A reply to that command, or one that came later to a poll. */
    Step<T> answered(Reply reply);

    /** The code of its command. */
    int code();

    /** The command, where it is a single one that is only acknowledged. */
    default Optional<Command> single() {
        return Optional.empty();
    }

    /** What has come up since it was asked for, so that it must not be sent any more. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether the result can come later with a poll. */
    default boolean mayTakeLonger() {
        return false;
    }

    /** Whether the result is in parts, of which a device that begins anew forgets all. */
    default boolean comesInParts() {
        return false;
    }

    /** Whether parts of the result have come, and not all. */
    default boolean isHalfway() {
        return false;
    }

    /** Whether it can be begun anew when its command got no answer. */
    default boolean isOneCommand() {
        return true;
    }

    /**
     * The same with another result.
     *
     * @param reading makes it, if it can
     * @param otherwise what is wrong if it cannot
     */
    default <U> Dialog<U> read(Function<T, Optional<U>> reading, String otherwise) {
        Dialog<T> whole = this;
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return whole.next(room);
            }

            @Override
            public Step<U> answered(Reply reply) {
                Step<T> step = whole.answered(reply);
                if (step instanceof Step.Done<T> done) {
                    Optional<U> value = reading.apply(done.value());
                    return value.isPresent() ? new Step.Done<>(value.get()) : new Step.Failed<>(otherwise);
                }
                if (step instanceof Step.Failed<T> failed) {
                    return new Step.Failed<>(failed.what());
                }
                if (step instanceof Step.Again<T>) {
                    return new Step.Again<>();
                }
                return step instanceof Step.Later<T> ? new Step.Later<>() : new Step.NotMine<>();
            }

            @Override
            public int code() {
                return whole.code();
            }

            @Override
            public Optional<String> obstacle() {
                return whole.obstacle();
            }

            @Override
            public boolean mayTakeLonger() {
                return whole.mayTakeLonger();
            }

            @Override
            public boolean comesInParts() {
                return whole.comesInParts();
            }

            @Override
            public boolean isHalfway() {
                return whole.isHalfway();
            }

            @Override
            public boolean isOneCommand() {
                return whole.isOneCommand();
            }
        };
    }

    /** A command that is answered by ACK or refused. */
    static Dialog<Void> acknowledged(Command command) {
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return command;
            }

            @Override
            public int code() {
                return command.code();
            }

            @Override
            public Optional<Command> single() {
                return Optional.of(command);
            }

            @Override
            @SuppressWarnings("NullAway") // there is nothing but null to give
            public Step<Void> answered(Reply reply) {
                return reply instanceof Ack ? new Step.Done<>(null) : new Step.NotMine<>();
            }
        };
    }

    /** A command that is answered by a certain reply, at once. */
    static <T> Dialog<T> answered(Command command, Function<Reply, Optional<T>> reading) {
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return command;
            }

            @Override
            public int code() {
                return command.code();
            }

            @Override
            public Step<T> answered(Reply reply) {
                Optional<T> value = reading.apply(reply);
                return value.isPresent() ? new Step.Done<>(value.get()) : new Step.NotMine<>();
            }
        };
    }

    /** A command whose answer comes at once, or after an ACK with a later poll. */
    static <T> Dialog<T> answeredLater(Command command, Function<Reply, Optional<T>> reading) {
        Dialog<T> atOnce = answered(command, reading);
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return command;
            }

            @Override
            public int code() {
                return command.code();
            }

            @Override
            public Step<T> answered(Reply reply) {
                return reply instanceof Ack ? new Step.Later<>() : atOnce.answered(reply);
            }

            @Override
            public boolean mayTakeLonger() {
                return true;
            }
        };
    }

    /** The part a reply carries, if it is of the kind that is waited for. */
    interface PartOf extends Function<Reply, Optional<Fragment>> {}

    /** A command whose answer comes in parts. */
    static Dialog<Octets> parts(Command command, PartOf part, Reassembler reassembler) {
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return command;
            }

            @Override
            public int code() {
                return command.code();
            }

            @Override
            public Step<Octets> answered(Reply reply) {
                return reply instanceof Ack ? new Step.Later<>() : joined(reply, part, reassembler);
            }

            @Override
            public boolean mayTakeLonger() {
                return true;
            }

            @Override
            public boolean comesInParts() {
                return true;
            }

            @Override
            public boolean isHalfway() {
                return reassembler.isHalfway();
            }
        };
    }

    /** A command in parts whose answer comes in parts. */
    static Dialog<Octets> partsBothWays(
            int code,
            Octets message,
            Prefix prefix,
            Function<Fragment, Command> command,
            PartOf part,
            Reassembler reassembler) {
        Fragmenter fragments = new Fragmenter(message, prefix);
        return new Dialog<>() {
            @Override
            public Command next(int room) {
                return command.apply(fragments.next(room - PART_HEAD));
            }

            @Override
            public int code() {
                return code;
            }

            @Override
            public Step<Octets> answered(Reply reply) {
                if (reply instanceof Ack) {
                    return fragments.hasNext() ? new Step.Again<>() : new Step.Later<>();
                }
                return joined(reply, part, reassembler);
            }

            @Override
            public boolean mayTakeLonger() {
                return true;
            }

            @Override
            public boolean comesInParts() {
                return true;
            }

            @Override
            public boolean isHalfway() {
                return reassembler.isHalfway();
            }

            @Override
            public boolean isOneCommand() {
                return false;
            }
        };
    }

    private static Step<Octets> joined(Reply reply, PartOf part, Reassembler reassembler) {
        Optional<Fragment> fragment = part.apply(reply);
        if (fragment.isEmpty()) {
            return new Step.NotMine<>();
        }
        Assembly assembly = reassembler.take(fragment.get());
        if (assembly instanceof Assembly.Complete complete) {
            return new Step.Done<>(complete.message());
        }
        if (assembly instanceof Assembly.Incomplete) {
            return new Step.Later<>();
        }
        String what = assembly instanceof Assembly.Violated violated
                ? "a part of " + ReplyCode.name(reply.code()) + " does not follow the one before: " + violated.kind()
                : "the device ended " + ReplyCode.name(reply.code()) + " before all of it was there";
        return new Step.Failed<>(what);
    }
}
