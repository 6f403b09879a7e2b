package dev.openaxis.modbus;

import dev.openaxis.core.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a unit says about itself (function 43, type 14).
 *
 * @param conformity which objects it has and whether they can be asked for one by one, 0 to 255; 0x01 basic, 0x02 regular,
 *     0x03 extended, and 0x80 more if one by one
 * @param objects what it said, by object id: 0 to 6 are defined, from 0x80 on they are the vendor's
 */
public record DeviceIdentification(int conformity, Map<Integer, Octets> objects) {
    private static final int VENDOR = 0;
    private static final int PRODUCT_CODE = 1;
    private static final int REVISION = 2;
    private static final int PRODUCT_NAME = 4;
    private static final int MODEL_NAME = 5;

    /** How much is asked for. */
    public enum Category {
        /** Vendor, product code and revision; every unit with this function has them. */
        BASIC(1),
        /** Those and address of the vendor, product, model and application name. */
        REGULAR(2),
        /** Those and the vendor's own. */
        EXTENDED(3);

        private final int code;

        Category(int code) {
            this.code = code;
        }

        /**
         * The code on the wire.
         *
         * @return 1 to 3
         */
        public int code() {
            return code;
        }
    }

    /** Keeps a copy, by id. */
    public DeviceIdentification {
        objects = java.util.Collections.unmodifiableMap(new TreeMap<>(objects));
    }

    /**
     * One object as text.
     *
     * @param id 0 to 255
     * @return its bytes as ISO 8859-1, or empty if the unit did not tell it
     */
    public Optional<String> text(int id) {
        return Optional.ofNullable(objects.get(id))
                .map(bytes -> new String(bytes.toArray(), StandardCharsets.ISO_8859_1));
    }

    /**
     * Object 0.
     *
     * @return who made it
     */
    public Optional<String> vendorName() {
        return text(VENDOR);
    }

    /**
     * Object 1.
     *
     * @return what it is
     */
    public Optional<String> productCode() {
        return text(PRODUCT_CODE);
    }

    /**
     * Object 2.
     *
     * @return major and minor revision
     */
    public Optional<String> revision() {
        return text(REVISION);
    }

    /**
     * Object 4.
     *
     * @return what it is called
     */
    public Optional<String> productName() {
        return text(PRODUCT_NAME);
    }

    /**
     * Object 5.
     *
     * @return what model it is
     */
    public Optional<String> modelName() {
        return text(MODEL_NAME);
    }
}
