package dev.openaxis.testkit;

/**
 * What the references leave open about serial ports; one constant per plausible reading that is not the default. No device with
 * a serial port for general use is recorded.
 */
public enum SerialVariant implements Reading {
    /**
     * Which {@code PortManager.P#} belongs to which {@code Serial.Ser#}? {@code P0} to the second port, as a sentence about
     * {@code serial.cgi} reads, and the last to the first. By default {@code P0} belongs to {@code Ser1}. Reference 02 §11,
     * inference.
     */
    SECOND_PORT_IS_P0("SERIAL_PORT_NUMBERS", Mark.INFERENCE, "02 §11"),
    /**
     * What becomes of a connection from an address that is not allowed? It is made, and nothing is carried. By default it is reset
     * at once. Reference 02 §11, not found.
     */
    STRANGERS_LEFT_WAITING("SERIAL_STRANGERS", Mark.NOT_FOUND, "02 §11"),
    /**
     * What becomes of a second connection? It takes the place of the first, which is reset. By default it is reset itself.
     * Reference 02 §11, not found.
     */
    NEWEST_CONNECTION_WINS("SERIAL_SECOND_CONNECTION", Mark.NOT_FOUND, "02 §11");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    SerialVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
