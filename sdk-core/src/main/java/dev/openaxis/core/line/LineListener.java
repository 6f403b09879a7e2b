package dev.openaxis.core.line;

import dev.openaxis.core.AxisException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hears what a line brings. Called on the line's loop, one call at a time; must not block. */
public interface LineListener {

    /** The line is open: what is sent from now on leaves. */
    void opened();

    /**
     * Bytes arrived, as many as were there: a frame can come in pieces, and pieces of two frames together.
     *
     * @param bytes valid during the call only
     */
    void received(ByteBuffer bytes);

    /**
     * The line is closed, or could not be opened. Nothing more comes until it is opened again.
     *
     * @param cause why, or {@code null} if this side closed it
     */
    void closed(@Nullable AxisException cause);
}
