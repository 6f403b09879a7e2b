package dev.openaxis.osdp.internal.secure;

/**
 * A device's key made of a master key and the device's id, as it was before v2.2 removed it: whoever learns the master
 * key has all devices. For systems that were set up so.
 */
public final class KeyDiversification {
    private KeyDiversification() {}

    /**
     * The key of one device.
     *
     * @param masterKey 16 bytes
     * @param clientId cUID as the device sends it, 8 bytes
     * @return 16 bytes
     */
    public static byte[] derive(byte[] masterKey, byte[] clientId) {
        byte[] block = new byte[AesBlocks.SIZE];
        int half = AesBlocks.SIZE / 2;
        for (int i = 0; i < half; i++) {
            block[i] = clientId[i];
            block[half + i] = (byte) ~clientId[i];
        }
        return AesBlocks.encrypt(masterKey, block);
    }
}
