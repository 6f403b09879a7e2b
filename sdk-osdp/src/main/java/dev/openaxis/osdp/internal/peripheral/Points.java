package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatus;
import java.util.Arrays;
import java.util.List;

/** What the device observes: its inputs, its readers, its housing and its power. */
final class Points {
    private final InputState[] inputs;
    private final ReaderState[] readers;
    private LocalStatus local = new LocalStatus(0, 0);

    Points(Settings.Identity identity) {
        inputs = new InputState[identity.does(Capability.INPUTS) ? identity.objects(Capability.INPUTS) : 0];
        readers = new ReaderState[identity.objects(Capability.READERS)];
        Arrays.fill(inputs, InputState.INACTIVE);
        Arrays.fill(readers, ReaderState.NORMAL);
    }

    boolean hasInputs() {
        return inputs.length > 0;
    }

    boolean hasReaders() {
        return readers.length > 0;
    }

    int inputCount() {
        return inputs.length;
    }

    int readerCount() {
        return readers.length;
    }

    boolean setInput(int input, InputState state) {
        boolean changed = !inputs[input].equals(state);
        inputs[input] = state;
        return changed;
    }

    boolean setReader(int reader, ReaderState state) {
        boolean changed = !readers[reader].equals(state);
        readers[reader] = state;
        return changed;
    }

    boolean setLocal(LocalStatus status) {
        boolean changed = !local.equals(status);
        local = status;
        return changed;
    }

    InputStatus inputs() {
        return new InputStatus(List.of(inputs));
    }

    ReaderStatus readers() {
        return new ReaderStatus(List.of(readers));
    }

    LocalStatus local() {
        return local;
    }
}
