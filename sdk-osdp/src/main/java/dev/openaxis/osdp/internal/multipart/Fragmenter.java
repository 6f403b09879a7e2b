package dev.openaxis.osdp.internal.multipart;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Fragment;
import java.util.NoSuchElementException;

/** Takes a message apart. Each part may be of another size, as the receiver may change its mind. */
public final class Fragmenter {
    private static final int LARGEST = 0xFFFF;

    private final Octets message;
    private final int uncounted;
    private int sent;
    private boolean done;

    /**
     * Takes a message apart.
     *
     * @param message all of it, algorithm and key first if it has them
     * @param prefix how these two are counted
     */
    public Fragmenter(Octets message, Prefix prefix) {
        int least = prefix == Prefix.NONE ? 0 : Fragment.UNCOUNTED;
        this.uncounted = prefix == Prefix.NOT_COUNTED ? Fragment.UNCOUNTED : 0;
        if (message.length() < least || message.length() - uncounted > LARGEST) {
            throw new IllegalArgumentException("no multi-part message has " + message.length() + " bytes");
        }
        this.message = message;
    }

    /**
     * Whether parts are left.
     *
     * @return false once the last was taken
     */
    public boolean hasNext() {
        return !done;
    }

    /**
     * The next part.
     *
     * @param room how many bytes of data the frame has room for behind the 6 of the head, 3 or more
     * @return the part
     */
    public Fragment next(int room) {
        if (done) {
            throw new NoSuchElementException("the whole message was sent");
        }
        if (room <= Fragment.UNCOUNTED) {
            throw new IllegalArgumentException("no part fits " + room + " bytes");
        }
        int carried = Math.min(room, message.length() - sent);
        int before = sent == 0 ? uncounted : 0;
        int offset = sent == 0 ? 0 : sent - uncounted;
        Octets data = message.slice(sent, carried);
        sent += carried;
        done = sent == message.length();
        return new Fragment(message.length() - uncounted, offset, carried - before, data);
    }
}
