package dev.openaxis.testkit;

/**
 * Devices of which recordings exist, one per generation of AXIS OS. Simulated ones serve what was recorded of them and
 * what is documented for everybody; everything else answers 404.
 */
public enum RecordedDevice {
    /** D4200-VE network strobe speaker, 12.9.57, with two configurable ports; its whole parameter tree is recorded. */
    D4200_VE_12_9,
    /** P8815-2 people counter, 11.11.192, taken to be without ports. Its parameters are composed. */
    P8815_2_11_11,
    /** The same people counter, 10.12.323. */
    P8815_2_10_12,
    /** Companion Bullet LE camera, 9.80.2.2, without ports; SOAP is switched off. */
    COMPANION_BULLET_LE_9_80,
    /** Camera with a built-in PIR sensor as port 0, 9.80 (M1065-LW); its ports are recorded, the API list is that of 9.80.2.2. */
    PIR_CAMERA_9_80,
    /** P5512 camera, 5.51.7, with four configurable ports and without any JSON API. */
    P5512_5_51
}
