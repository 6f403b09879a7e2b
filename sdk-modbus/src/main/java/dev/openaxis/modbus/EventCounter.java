package dev.openaxis.modbus;

/**
 * How many requests a unit has carried out (function 11).
 *
 * @param busy whether it is still at a program command
 * @param events how many, 0 to 65535; exceptions, polls and questions for this counter do not count
 */
public record EventCounter(boolean busy, int events) {}
