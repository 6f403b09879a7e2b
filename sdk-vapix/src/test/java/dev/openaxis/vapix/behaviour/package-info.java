/**
 * The client against simulated devices. What a device received, executed and switched is counted by the device; what the
 * client claims is compared with that. Start reading at {@link dev.openaxis.vapix.behaviour.ActuationTest}.
 */
package dev.openaxis.vapix.behaviour;
