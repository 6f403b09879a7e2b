package dev.openaxis.modbus.internal.frame;

import java.nio.ByteBuffer;

/** Finds messages with the header of Modbus on TCP in what a connection brings. On the loop. */
public final class TcpReceiver {
    private static final int SHORTEST = 2;
    private static final int COUNTED_FROM = TcpFrame.LENGTH_AT + 2;

    /** Who gets the messages. */
    public interface Messages {
        /**
         * A message.
         *
         * @param transaction 0 to 65535
         * @param unit 0 to 255
         * @param function 0 to 255
         * @param data what follows; valid during the call only
         */
        void message(int transaction, int unit, int function, ByteBuffer data);

        /** What came is no message, so nobody knows where the next one begins: the connection is of no more use. */
        void garbage(String what);

        /** Whether messages are still wanted. */
        boolean isOpen();
    }

    private final Messages messages;
    private final ByteBuffer message = ByteBuffer.allocate(TcpFrame.LONGEST);

    /** Receives for somebody. */
    public TcpReceiver(Messages messages) {
        this.messages = messages;
    }

    /** Begins anew, with another connection. */
    public void reset() {
        message.clear();
    }

    /** Takes bytes. */
    public void received(ByteBuffer bytes) {
        while (bytes.hasRemaining() && messages.isOpen()) {
            int some = Math.min(length() - message.position(), bytes.remaining());
            message.put(bytes.slice(bytes.position(), some));
            bytes.position(bytes.position() + some);
            if (message.position() == TcpFrame.HEADER && !isHeader()) {
                return;
            }
            if (message.position() > TcpFrame.HEADER && message.position() == length()) {
                tell();
            }
        }
    }

    /** Of the message that has begun, as far as is known. */
    private int length() {
        return message.position() < TcpFrame.HEADER ? TcpFrame.HEADER : COUNTED_FROM + word(TcpFrame.LENGTH_AT);
    }

    private boolean isHeader() {
        int protocol = word(Short.BYTES);
        boolean right = protocol == 0
                && word(TcpFrame.LENGTH_AT) >= SHORTEST
                && COUNTED_FROM + word(TcpFrame.LENGTH_AT) <= TcpFrame.LONGEST;
        if (!right) {
            messages.garbage("protocol " + protocol + " with a length of " + word(TcpFrame.LENGTH_AT));
        }
        return right;
    }

    private void tell() {
        int begin = TcpFrame.HEADER + 1;
        ByteBuffer data = message.slice(begin, message.position() - begin);
        message.clear();
        messages.message(word(0), message.get(COUNTED_FROM) & 0xFF, message.get(TcpFrame.HEADER) & 0xFF, data);
    }

    private int word(int at) {
        return message.getShort(at) & 0xFFFF;
    }
}
