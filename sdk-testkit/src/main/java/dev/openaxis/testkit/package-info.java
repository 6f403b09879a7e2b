/**
 * Simulated Axis network devices as test fixtures: started in one line, wired like a real relay module, broken on
 * request and able to say what they received.
 *
 * <p>The devices are written from the public wire references and recordings only, independent of any client, so they
 * can judge one. Start reading at {@link dev.openaxis.testkit.SimulatedDevice}; what the references leave open is
 * listed in {@link dev.openaxis.testkit.Variant}.
 */
@NullMarked
package dev.openaxis.testkit;

import org.jspecify.annotations.NullMarked;
