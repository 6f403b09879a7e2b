/**
 * Sensors on Modbus buses: what kinds there are, as {@linkplain dev.openaxis.modbus.sensor.SensorModel templates} that people write,
 * share and load as JSON.
 */
@NullMarked
package dev.openaxis.modbus.sensor;

import org.jspecify.annotations.NullMarked;
