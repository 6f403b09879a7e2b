package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.message.OutputStatus;
import java.util.Optional;

/**
 * A device took a command for its outputs. It tells what the device did, not what is wired to it.
 *
 * @param reported the outputs as the device said they are afterwards; empty if it only acknowledged, which is the weaker
 *     evidence
 */
public record OutputConfirmation(Optional<OutputStatus> reported) {}
