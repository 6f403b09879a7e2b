package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Effect;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.LocalRequest;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the host wants of one device: requests one after the other, one whose result is still to come with a poll, and one file. Requests
 * go before polls, though not more than three in a row; parts of a file and polls take turns. Outputs go before what is only seen or
 * heard, and of lights and texts only the newest is sent (OSDP v2.2; section 12.5 of the reference).
 */
final class Conversation {
    private static final int MOST_WAITING = 64;
    private static final int MOST_IN_A_ROW = 3;

    /** So long a device may take for a result that nobody waits for any more. */
    private static final long LONGEST_OWED = Duration.ofSeconds(60).toNanos();

    /** A result that the device may still report, though nobody waits for it. */
    private record Owed(Question<?> request, long until) {}

    private final LongSupplier clock;
    private final BooleanSupplier keyDue;
    private final Deque<Question<?>> waiting = new ArrayDeque<>();
    private final List<Owed> owed = new ArrayList<>();
    private @Nullable Question<?> asked;
    /** Parts of what is asked went out before. */
    private boolean askedBefore;
    /** What is asked did not go out yet. */
    private boolean unsent;

    private @Nullable Question<?> later;
    private @Nullable FileSending file;
    private boolean fileAsked;
    private boolean filePolled;
    private int inARow;
    private Consumer<String> brokenMessages = what -> {};

    /**
     * What the host wants of a device.
     *
     * @param clock nanoseconds
     * @param keyDue whether a key waits until nothing is under way that ends with the session: nothing of that kind is begun then
     */
    Conversation(LongSupplier clock, BooleanSupplier keyDue) {
        this.clock = clock;
        this.keyDue = keyDue;
    }

    /** Tells somebody of messages in parts of which the parts do not fit, or that end early. */
    void onBrokenMessage(Consumer<String> whose) {
        brokenMessages = whose;
    }

    /** Takes a request; {@code false} if too many wait. */
    boolean add(Question<?> request) {
        waiting.removeIf(LocalRequest::isOver);
        waiting.removeIf(older -> isReplaced(older, request));
        return waiting.size() < MOST_WAITING && waiting.add(request);
    }

    private static boolean isReplaced(Question<?> older, Question<?> newer) {
        boolean replaced = newer.dialog()
                .single()
                .flatMap(next -> older.dialog().single().filter(before -> Replacement.replaces(next, before)))
                .isPresent();
        if (replaced) {
            older.failed(
                    new OverloadedException(older.failure("a newer one for the same place came before it could be sent")
                            .advice("Nothing is to be done: the newer one is shown")));
        }
        return replaced;
    }

    private boolean isOutputWaiting() {
        return waiting.stream().anyMatch(request -> request.dialog().code() == CommandCode.OUT);
    }

    private static boolean isObstructed(Question<?> request) {
        Optional<String> obstacle = request.dialog().obstacle();
        obstacle.ifPresent(what -> request.failed(new RefusedException(
                request.failure(what), CommandCode.name(request.dialog().code()), 0, "", Map.of())));
        return obstacle.isPresent();
    }

    /** What is only seen or heard. */
    private static boolean isCosmetic(Question<?> request) {
        int code = request.dialog().code();
        return code == CommandCode.LED || code == CommandCode.BUZ || code == CommandCode.TEXT;
    }

    /** Takes a file; {@code false} if one is under way. */
    boolean add(FileSending sending) {
        if (file != null && !file.isOver()) {
            return false;
        }
        file = sending;
        filePolled = true;
        return true;
    }

    /** Whether somebody waits for something to be sent. */
    boolean isUrgent() {
        return sendable() != null;
    }

    private @Nullable Question<?> sendable() {
        if (file != null && file.isExclusive()) {
            return null;
        }
        waiting.removeIf(LocalRequest::isOver);
        waiting.removeIf(Conversation::isObstructed);
        boolean outputFirst = isOutputWaiting();
        for (Question<?> request : waiting) {
            if (outputFirst && isCosmetic(request)) {
                continue;
            }
            if (!request.dialog().mayTakeLonger() || request.isSent() || mayBeginLonger(request)) {
                return request;
            }
        }
        return null;
    }

    /** Two results that come with polls could not be told apart. */
    private boolean mayBeginLonger(Question<?> request) {
        giveUpOwed();
        return later == null
                && !keyDue.getAsBoolean()
                && owed.stream()
                        .noneMatch(one -> one.request().dialog().code()
                                == request.dialog().code());
    }

    /** Nobody waits for the result any more; the device may report it all the same. */
    private void giveUpLater() {
        if (later != null && later.isOver()) {
            owes(later);
            later = null;
        }
    }

    /** What the device has not reported by now it will not. */
    private void giveUpOwed() {
        giveUpLater();
        for (Owed one : List.copyOf(owed)) {
            if (clock.getAsLong() - one.until() >= 0) {
                owed.remove(one);
                tellHalf(one.request());
            }
        }
    }

    private void tellHalf(Question<?> request) {
        if (request.dialog().isHalfway()) {
            brokenMessages.accept("the device did not send the rest of an answer in parts");
        }
    }

    private void owes(Question<?> request) {
        if (request.dialog().mayTakeLonger()) {
            owed.add(new Owed(request, clock.getAsLong() + LONGEST_OWED));
        }
    }

    /**
     * When something is to be sent.
     *
     * @param poll when the next poll is due
     */
    long due(long now, long poll) {
        FileSending sending = runningFile();
        if (sending != null && sending.isExclusive()) {
            return sending.dueAt();
        }
        if (sendable() != null) {
            return now;
        }
        return sending == null ? poll : Math.min(poll, sending.dueAt());
    }

    private @Nullable FileSending runningFile() {
        if (file != null && file.isOver()) {
            file = null;
        }
        return file != null && !file.isBegun() && keyDue.getAsBoolean() ? null : file;
    }

    /** How many bytes of data a frame of at most some size has room for. */
    interface Room {
        int of(int largest);
    }

    /**
     * The command of the host to send now.
     *
     * @return {@code null} for a poll
     */
    @Nullable
    Command next(Room room, int largest, long now, boolean pollDue) {
        asked = null;
        fileAsked = false;
        giveUpOwed();
        unsent = false;
        Question<?> request = inARow < MOST_IN_A_ROW || !pollDue ? sendable() : null;
        boolean sentBefore = request != null && request.isSent();
        if (request != null && request.send()) {
            askedBefore = sentBefore;
            inARow++;
            waiting.remove(request);
            asked = request;
            return request.dialog().next(room.of(largest));
        }
        inARow = 0;
        FileSending sending = runningFile();
        if (sending == null || sending.dueAt() > now || (pollDue && !filePolled && !sending.isExclusive())) {
            filePolled = true;
            if (sending != null) {
                sending.polled();
            }
            return null;
        }
        Command part = sending.next(room.of(Math.min(largest, Math.max(sending.largest(), LEAST_MESSAGE))));
        if (part == null) {
            sending.waitForFile(Long.MAX_VALUE);
            return null;
        }
        fileAsked = true;
        filePolled = false;
        return part;
    }

    /** Less than this no device may ask for. */
    private static final int LEAST_MESSAGE = 64;

    /** The file has been read on. */
    void fileIsThere(long now) {
        if (file != null) {
            file.wake(now);
        }
    }

    /** Whether the command under way is the host's and none that the panel sends by itself. */
    boolean isAsked() {
        return asked != null || fileAsked;
    }

    /**
     * An answer to the host's command.
     *
     * @param news takes it if it is something else
     */
    void answered(Command command, Reply reply, long now, Consumer<Reply> news) {
        if (fileAsked && file != null) {
            file.answered(reply, now);
            return;
        }
        Question<?> request = asked;
        asked = null;
        if (request == null) {
            return;
        }
        switch (take(request, reply)) {
            case AGAIN -> waiting.addFirst(request);
            case LATER -> {
                giveUpLater();
                later = request;
            }
            case OVER -> {}
            case NOT_MINE -> {
                if (!(reply instanceof Ack)) {
                    news.accept(reply);
                }
                request.odd(
                        "the device answers " + CommandCode.name(command.code()) + " with "
                                + ReplyCode.name(reply.code()),
                        ReplyCode.name(reply.code()));
            }
        }
    }

    private enum After {
        OVER,
        AGAIN,
        LATER,
        NOT_MINE
    }

    private <T> After take(Question<T> request, Reply reply) {
        Step<T> step = request.dialog().answered(reply);
        if (step instanceof Step.Done<T> done) {
            request.done(done.value());
            return After.OVER;
        }
        if (step instanceof Step.Failed<T> failed) {
            if (request.dialog().comesInParts()) {
                brokenMessages.accept(failed.what());
            }
            request.odd(failed.what(), "");
            return After.OVER;
        }
        if (step instanceof Step.Elsewhere<T>) {
            return After.OVER;
        }
        if (step instanceof Step.Again<T>) {
            return After.AGAIN;
        }
        return step instanceof Step.Later<T> ? After.LATER : After.NOT_MINE;
    }

    /** A report, not an ACK; {@code true} if it was a result somebody waits for. */
    boolean reported(Reply reply) {
        giveUpLater();
        owed.removeIf(one -> take(one.request(), reply) == After.OVER);
        Question<?> request = later;
        if (request == null) {
            return false;
        }
        switch (take(request, reply)) {
            case OVER -> later = null;
            case NOT_MINE -> {
                return false;
            }
            case AGAIN, LATER -> {}
        }
        return true;
    }

    /** The device refuses the host's command. */
    void refused(Command command, Nak nak) {
        if (fileAsked && file != null) {
            file.refused(nak);
            return;
        }
        Question<?> request = asked;
        asked = null;
        if (request == null) {
            return;
        }
        String name = CommandCode.name(command.code());
        if (nak.reason().equals(NakCode.UNKNOWN_COMMAND)) {
            request.failed(
                    new UnsupportedCapabilityException(request.failure("the device does not know " + name), name));
        } else {
            request.failed(new RefusedException(
                    request.failure("the device refuses " + name + ": " + nak.reason()),
                    name,
                    nak.reason().code(),
                    nak.reason().toString(),
                    nak.detail().length() == 0
                            ? Map.of()
                            : Map.of("detail", nak.detail().hex())));
        }
    }

    /**
     * It is said that the device has not carried out the command under way, which is not sent any more.
     *
     * @param certain whether nobody but the device can have said so
     */
    void notCarriedOut(String what, boolean certain) {
        if (fileAsked && file != null) {
            file.interrupted(what);
        } else if (asked != null && (certain || asked.effect() == Effect.READ)) {
            asked.failed(new OverloadedException(asked.failure(what)));
        } else if (asked != null) {
            abandon(asked, what);
        }
        asked = null;
    }

    /** The command under way is not on the line yet: it waits until it is. */
    void unsent() {
        if (asked != null && !askedBefore) {
            asked.unsent();
            unsent = true;
        }
    }

    /** The command under way goes out; {@code false} if it acts on the world, and nobody waits for its answer any more. */
    boolean send() {
        unsent = false;
        return asked == null || asked.send() || asked.effect().mayBeSentAgain();
    }

    /** Whether the command under way acts on the world, and nobody waits for its answer any more. */
    boolean isAbandoned() {
        return asked != null && asked.isOver() && !asked.effect().mayBeSentAgain();
    }

    /** The command to send now is larger than the device takes. */
    void tooLong(Command command, int largest) {
        if (asked != null) {
            String name = CommandCode.name(command.code());
            asked.failed(new UnsupportedCapabilityException(
                    asked.failure(
                            name + " does not fit a message of " + largest + " bytes, the largest the device takes"),
                    name));
            asked = null;
        }
    }

    /** Whether the device is to be asked nothing else, not even a poll. */
    boolean isExclusive() {
        FileSending sending = runningFile();
        return sending != null && sending.isExclusive();
    }

    /** For how long the device wants to hear nothing at all, in nanoseconds. */
    long silence() {
        FileSending sending = runningFile();
        return sending == null ? 0 : sending.silence();
    }

    /** Whether the device says, with a part of a file, that it has something to report. */
    boolean isReportWaiting() {
        FileSending sending = runningFile();
        return sending != null && sending.isReportWaiting() && !sending.isExclusive();
    }

    /** Whether something was begun that ends with the session: a file, a message in parts, or a command whose result is to come. */
    boolean isMidway() {
        FileSending sending = runningFile();
        return (sending != null && sending.isBegun())
                || (later != null && !later.isOver())
                || waiting.stream().anyMatch(LocalRequest::isSent);
    }

    /** Whether nothing is under way. */
    boolean isQuiet() {
        return sendable() == null && asked == null && later == null && runningFile() == null;
    }

    /** The link begins anew: what was asked is asked again if it was a mere question, else its outcome is unknown. */
    void interrupted(String what) {
        Question<?> request = asked;
        asked = null;
        // What comes in parts the device forgets with the number 0.
        owed.stream().map(Owed::request).forEach(this::tellHalf);
        owed.removeIf(one -> one.request().dialog().comesInParts());
        if (request != null) {
            if (request.dialog().isOneCommand() && (unsent || request.askAgain())) {
                waiting.addFirst(request);
            } else {
                abandon(request, what);
            }
        }
        unsent = false;
        // A message in parts, of which the device has forgotten the first.
        for (Question<?> one : List.copyOf(waiting)) {
            if (one.isSent()) {
                waiting.remove(one);
                one.unanswered(what);
            }
        }
        if (later != null) {
            tellHalf(later);
            abandon(later, what);
            later = null;
        }
        if (file != null && file.isBegun()) {
            file.interrupted(what);
            file = null;
        }
    }

    private void abandon(Question<?> request, String what) {
        if (!request.dialog().comesInParts()) {
            owes(request);
        }
        request.unanswered(what);
    }

    /** The device is not there: nothing waits for it. */
    void offline(String why) {
        interrupted(why);
        List<Question<?>> all = new ArrayList<>(waiting);
        waiting.clear();
        all.forEach(request -> request.unanswered(why));
        if (file != null) {
            file.interrupted(why);
            file = null;
        }
    }

    void close() {
        for (Iterator<Question<?>> all = waiting.iterator(); all.hasNext(); ) {
            all.next().close();
            all.remove();
        }
        if (asked != null) {
            asked.close();
        }
        if (later != null) {
            later.close();
        }
        if (file != null) {
            file.closed();
        }
    }
}
