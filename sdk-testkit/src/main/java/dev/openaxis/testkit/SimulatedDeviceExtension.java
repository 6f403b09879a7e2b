package dev.openaxis.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit Jupiter extension that starts a fresh device before each test and closes it afterwards.
 *
 * <pre>
 * &#64;RegisterExtension
 * SimulatedDeviceExtension a9210 = SimulatedDeviceExtension.of(SimulatedDevice.a9210());
 *
 * &#64;Test
 * void opensTheGate(SimulatedDevice device) { ... }
 * </pre>
 *
 * <p>An instance field gives every test method its own extension; a static field must not be used with tests that run at
 * the same time.
 */
public final class SimulatedDeviceExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final SimulatedDevice.Builder builder;
    private volatile @Nullable SimulatedDevice device;

    private SimulatedDeviceExtension(SimulatedDevice.Builder builder) {
        this.builder = builder;
    }

    /**
     * An extension for devices of one kind.
     *
     * @param builder what each device is like
     * @return the extension
     */
    public static SimulatedDeviceExtension of(SimulatedDevice.Builder builder) {
        return new SimulatedDeviceExtension(builder);
    }

    /**
     * The device of the running test.
     *
     * @return a running device
     * @throws IllegalStateException outside a test
     */
    public SimulatedDevice device() {
        SimulatedDevice present = device;
        if (present == null) {
            throw new IllegalStateException("A device exists only while a test runs");
        }
        return present;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        device = builder.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SimulatedDevice present = device;
        device = null;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulatedDevice.class;
    }

    @Override
    public SimulatedDevice resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return device();
    }
}
