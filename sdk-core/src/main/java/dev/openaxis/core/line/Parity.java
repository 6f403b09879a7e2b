package dev.openaxis.core.line;

/** The parity bit of a character. */
public enum Parity {
    /** No such bit, as OSDP wants it. */
    NONE,
    /** The ones of a character and its parity bit are an even number, as Modbus wants it where nothing else is agreed. */
    EVEN,
    /** They are an odd number. */
    ODD
}
