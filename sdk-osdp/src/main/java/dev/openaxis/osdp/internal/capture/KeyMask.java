package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.internal.frame.CheckCharacters;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.CommandCode;

/**
 * Overwrites keys in the bytes of a line, wherever the pieces of a capture end. Nothing is waited for: the code stands
 * before the key. It looks at all places where KEYSET could begin, not only behind the end of other frames, so that no
 * damaged frame hides one, and does not ask for the direction, which may be what is damaged; masking too much is the
 * lesser harm.
 */
final class KeyMask {
    /** What keys are overwritten with. */
    static final byte ASTERISK = '*';

    /** KEYSET: type and length before the key, which are no secret. */
    private static final int KEY_HEAD = 2;

    private static final int LARGEST_BLOCK = 16;
    private static final int WINDOW = Layout.HEADER + LARGEST_BLOCK + 1;
    private static final int CONTROL = 4;
    private static final int CRC = 0x04;
    private static final int BLOCK = 0x08;

    private final byte[] window = new byte[WINDOW];
    private int seen;

    private final byte[] frame = new byte[Layout.LARGEST];
    private int length;
    private int done;
    private int maskFrom;

    /** Overwrites keys in the next bytes of the line. */
    void apply(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (done < length) {
                bytes[i] = masked(bytes[i]);
            } else {
                look(bytes[i]);
            }
        }
    }

    private void look(byte next) {
        System.arraycopy(window, 1, window, 0, WINDOW - 1);
        window[WINDOW - 1] = next;
        seen = Math.min(seen + 1, WINDOW);
        if (next == CommandCode.KEYSET) {
            for (int block = 0; block <= LARGEST_BLOCK && done >= length; block++) {
                begin(block);
            }
        }
    }

    /** Begins a frame if what was seen is the head of one with such a block. */
    private void begin(int block) {
        int head = Layout.HEADER + block + 1;
        int at = WINDOW - head;
        if (head > seen || window[at] != Layout.SOM) {
            return;
        }
        int control = window[at + CONTROL];
        boolean fits = (control & BLOCK) == 0
                ? block == 0
                : block >= SecurityBlock.SECURED_SIZE && window[at + Layout.HEADER] == block;
        int size = (window[at + 2] & 0xFF) | (window[at + 3] & 0xFF) << 8;
        if (!fits || size > Layout.LARGEST || size <= head + checkSize(control)) {
            return;
        }
        System.arraycopy(window, at, frame, 0, head);
        boolean readable = block == 0 || window[at + Layout.HEADER + 1] == SecurityBlock.COMMAND;
        maskFrom = readable ? head + KEY_HEAD : head;
        done = head;
        length = size;
        seen = 0;
    }

    private static int checkSize(int control) {
        return Layout.checkSize((control & CRC) != 0);
    }

    private byte masked(byte next) {
        int covered = length - checkSize(frame[CONTROL]);
        if (done >= covered) {
            int check = (frame[CONTROL] & CRC) != 0
                    ? CheckCharacters.crc16(frame, 0, covered)
                    : CheckCharacters.checksum(frame, 0, covered);
            frame[done] = (byte) (check >> (Byte.SIZE * (done - covered)));
        } else {
            frame[done] = done < maskFrom ? next : ASTERISK;
        }
        return frame[done++];
    }
}
