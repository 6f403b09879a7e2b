package dev.openaxis.vapix.io;

/** What the levels of a supervised input are counted in. A device has one of them for all of its inputs. */
public enum LevelUnit {
    /** Raw counts of the converter, 0 to 4095 on the A9210 (VAPIX supervised-io). What they are in volts is not documented. */
    CONVERTER_COUNTS,
    /** Millivolts (VAPIX input-and-outputs, the general purpose I/O service of the A9161 and the A9188). */
    MILLIVOLTS
}
