/**
 * What the registers of a unit mean: numbers in all common layouts, text and bits, with scale and unit. A
 * {@linkplain dev.openaxis.modbus.register.RegisterMap map} of {@linkplain dev.openaxis.modbus.register.RegisterField fields} is read in
 * the fewest requests it allows.
 */
@NullMarked
package dev.openaxis.modbus.register;

import org.jspecify.annotations.NullMarked;
