package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Down and up again, reference 01 section 7.2 and 03 sections 1.8 and 8. A restart asked for over the network is answered
 * first (recorded) and carried out a little later; until then the device works on. Runs on the device's loop.
 */
final class Restarts {
    private final DeviceCore device;
    private final DeviceConfig config;
    private final Boot boot;
    private @Nullable FactoryDefaultMode due;

    Restarts(DeviceCore device, Boot boot) {
        this.device = device;
        this.config = device.config();
        this.boot = boot;
    }

    /** Tells whether a restart was accepted and is about to begin. */
    boolean isDue() {
        return boot.isEnding();
    }

    /** Accepts a restart and answers; one that comes while another is due is done together with it (inference). */
    void accept(Exchange exchange, Answer answer, @Nullable FactoryDefaultMode mode) {
        if (isDue()) {
            due = due == FactoryDefaultMode.HARD || mode == null ? due : mode;
            exchange.answer(answer);
            return;
        }
        due = mode;
        if (config.is(Variant.RESTART_CUTS_AT_ONCE)) {
            exchange.answeredOtherwise();
            now(config.timing().restartDowntime().toNanos(), mode);
            return;
        }
        boot.announceEnd();
        device.scheduleInThisBoot(
                config.timing().restartDelay().toNanos(),
                () -> now(config.timing().restartDowntime().toNanos(), due));
        if (config.is(Variant.RESTART_ANSWER_LOST)) {
            exchange.answeredOtherwise();
        } else {
            exchange.answer(answer);
        }
    }

    /** Goes down for a time, to come back with the settings it had or with those of the factory. */
    void now(long downNanos, @Nullable FactoryDefaultMode mode) {
        boot.end();
        device.tally().restarts.incrementAndGet();
        device.ruleEngine().sleep();
        device.actions().abort();
        device.sequences().abort();
        device.simulations().abort();
        device.board().endSimulations();
        device.virtualInputs().reboot();
        device.shockSensor().restarted();
        device.server().goDown();
        device.streams().goDown();
        device.events().reboot();
        device.board().openOutputs();
        device.authenticator().reboot();
        device.sessions().reboot();
        device.pullPoints().reboot();
        if (mode != null) {
            factoryDefault(mode);
        }
        device.scheduleInThisBoot(downNanos, this::comeUp);
    }

    private void comeUp() {
        boot.begin();
        device.events().refresh();
        device.streams().comeUp();
        device.server().comeUp(() -> {
            device.board().outputsToNormal();
            device.scheduleInThisBoot(config.timing().readyAfterRestart().toNanos(), this::becomeReady);
        });
    }

    private void becomeReady() {
        boot.becomeReady();
        device.events().refresh();
        device.ruleEngine().wake();
    }

    /** What is kept is documented per mode; the address of a simulated device never changes. */
    private void factoryDefault(FactoryDefaultMode mode) {
        boolean hard = mode == FactoryDefaultMode.HARD;
        (hard ? device.tally().hardFactoryDefaults : device.tally().softFactoryDefaults).incrementAndGet();
        device.accounts().replaceAll(FactoryState.of(config).accounts());
        device.sshUsers().clear();
        device.virtualHosts().factoryDefault();
        device.settings().factoryDefault();
        device.parameters().factoryDefault(mode);
        device.board().factoryDefault();
        device.shockSensor().factoryDefault();
        device.rules().factoryDefault();
        device.schedules().factoryDefault();
        device.streams().mqtt().factoryDefault();
        device.streams().serial().factoryDefault();
        boolean newCertificate = hard
                ? !config.is(Variant.FACTORY_DEFAULT_KEEPS_CERTIFICATE)
                : config.is(Variant.SOFT_DEFAULT_RENEWS_CERTIFICATE);
        if (newCertificate) {
            device.server().renewCertificate();
        }
    }
}
