package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.UnitException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what a client asks. */
public final class Requests {
    private Requests() {}

    /**
     * Reads a request.
     *
     * @param function the function code
     * @param pdu what follows it
     * @throws UnitException if it asks for what no unit can do
     */
    public static Request<?> read(int function, ByteBuffer pdu) {
        try {
            Request<?> request = known(function, pdu);
            if (pdu.hasRemaining()) {
                throw new UnitException(ExceptionCode.ILLEGAL_DATA_VALUE);
            }
            return request;
        } catch (Wire.NoSuchAddress e) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_ADDRESS);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_VALUE);
        }
    }

    private static Request<?> known(int function, ByteBuffer pdu) {
        return switch (function) {
            case ReadBits.COILS, ReadBits.INPUTS -> ReadBits.read(function, pdu);
            case ReadRegisters.HOLDING, ReadRegisters.INPUT -> ReadRegisters.read(function, pdu);
            case WriteCoil.FUNCTION -> WriteCoil.read(pdu);
            case WriteRegister.FUNCTION -> WriteRegister.read(pdu);
            case ReadExceptionStatus.FUNCTION -> new ReadExceptionStatus();
            case Diagnose.FUNCTION -> Diagnose.read(pdu);
            case ReadEventCounter.FUNCTION -> new ReadEventCounter();
            case ReadEventLog.FUNCTION -> new ReadEventLog();
            case WriteCoils.FUNCTION -> WriteCoils.read(pdu);
            case WriteRegisters.FUNCTION -> WriteRegisters.read(pdu);
            case ReportServerId.FUNCTION -> new ReportServerId();
            case ReadFile.FUNCTION -> ReadFile.read(pdu);
            case WriteFile.FUNCTION -> WriteFile.read(pdu);
            case MaskWriteRegister.FUNCTION -> MaskWriteRegister.read(pdu);
            case ReadWriteRegisters.FUNCTION -> ReadWriteRegisters.read(pdu);
            case ReadFifo.FUNCTION -> ReadFifo.read(pdu);
            case ReadIdentification.FUNCTION -> identificationOrRaw(pdu);
            default -> new Raw(function, Wire.octets(pdu));
        };
    }

    /** The other types of this function carry other protocols. */
    private static Request<?> identificationOrRaw(ByteBuffer pdu) {
        return pdu.hasRemaining() && pdu.get(pdu.position()) == ReadIdentification.TYPE
                ? ReadIdentification.read(pdu)
                : new Raw(ReadIdentification.FUNCTION, Wire.octets(pdu));
    }
}
