package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The A9910 modules of a device and the port numbers they have. Twelve numbers per module after the device's own ports
 * (reference 02 section 8.2); which module has which twelve is not found. Changed on the device's loop only.
 */
public final class ExpansionBus {
    private final DeviceCore device;
    /** By place: place n has the twelve port numbers after those of place n-1. */
    private NavigableMap<Integer, ExpansionModule> places = new TreeMap<>();

    /** In the order they were added. */
    private volatile List<ExpansionModule> modules = List.of();

    ExpansionBus(DeviceCore device) {
        this.device = device;
    }

    /**
     * The modules.
     *
     * @return a snapshot, in the order they were added
     */
    public List<ExpansionModule> modules() {
        return modules;
    }

    /**
     * An installer adds a module.
     *
     * @param address its DIP switch, or -1 for the lowest free one
     * @return the module
     */
    public ExpansionModule add(int address) {
        return device.call(() -> {
            int switched = address < 0 ? lowestFreeAddress() : address;
            if (modules.stream().anyMatch(module -> module.address() == switched)) {
                throw new IllegalArgumentException("There is a module with address " + switched);
            }
            int most = device.config().model().maxModules();
            if (modules.size() == most) {
                throw new IllegalStateException(
                        "An " + device.config().model().number() + " has at most " + most + " modules");
            }
            int place = placeFor(switched);
            ExpansionModule added = new ExpansionModule(switched, firstPort(place), device.config());
            places.put(place, added);
            List<ExpansionModule> more = new ArrayList<>(modules);
            more.add(added);
            modules = List.copyOf(more);
            show();
            return added;
        });
    }

    private int lowestFreeAddress() {
        Set<Integer> taken = modules.stream().map(ExpansionModule::address).collect(Collectors.toSet());
        int address = 0;
        while (taken.contains(address)) {
            address++;
        }
        return address;
    }

    /** By default the first free place; in address order those with a higher address move up. */
    private int placeFor(int address) {
        if (!device.config().is(Variant.MODULES_IN_ADDRESS_ORDER)) {
            int place = 0;
            while (places.containsKey(place)) {
                place++;
            }
            return place;
        }
        List<ExpansionModule> sorted = new ArrayList<>(modules);
        sorted.sort(Comparator.comparingInt(ExpansionModule::address));
        int place = (int)
                sorted.stream().filter(module -> module.address() < address).count();
        NavigableMap<Integer, ExpansionModule> wanted = new TreeMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            wanted.put(i < place ? i : i + 1, sorted.get(i));
        }
        moveTo(wanted);
        return place;
    }

    /**
     * An installer removes a module.
     *
     * @param module one of this bus
     */
    public void remove(ExpansionModule module) {
        device.call(() -> {
            if (!modules.contains(module)) {
                throw new IllegalArgumentException("The module is not on the bus");
            }
            end(module);
            module.setOnline(false);
            places.values().remove(module);
            modules = modules.stream().filter(other -> other != module).toList();
            if (device.config().is(Variant.MODULE_PORTS_COMPACTED)) {
                compact();
            }
            show();
            return module;
        });
    }

    private void compact() {
        NavigableMap<Integer, ExpansionModule> wanted = new TreeMap<>();
        places.values().forEach(module -> wanted.put(wanted.size(), module));
        moveTo(wanted);
    }

    /** What runs under an old number ends and the outputs return to normal, as in a restart (inference). */
    private void moveTo(NavigableMap<Integer, ExpansionModule> wanted) {
        wanted.forEach((place, module) -> {
            if (module.io(1).index() != firstPort(place)) {
                end(module);
                toNormal(module);
            }
        });
        // Only now: an event in between must not name a number that two ports have.
        wanted.forEach((place, module) -> module.renumber(firstPort(place)));
        places = wanted;
    }

    /**
     * The bus cable of a module is cut or connected again.
     *
     * @param module one of this bus
     * @param online false to cut it
     */
    public void setOnline(ExpansionModule module, boolean online) {
        device.call(() -> {
            if (module.online() == online || !modules.contains(module)) {
                return module;
            }
            end(module);
            module.setOnline(online);
            show();
            if (online) {
                // Inference, as after a restart.
                toNormal(module);
            }
            return module;
        });
    }

    private void end(ExpansionModule module) {
        for (Port port : module.ports()) {
            device.sequences().cancel(port.index());
            device.actions().end(port.index());
        }
    }

    private void toNormal(ExpansionModule module) {
        module.ports().stream()
                .filter(Port::isOutput)
                .forEach(port -> device.board().activate(port, false));
    }

    private int firstPort(int place) {
        return device.board().hostPorts() + place * ExpansionModule.PORTS;
    }

    private void show() {
        List<Port> shown = new ArrayList<>();
        boolean missing = device.config().is(Variant.OFFLINE_MODULE_PORTS_MISSING);
        for (ExpansionModule module : places.values()) {
            if (module.online() || !missing) {
                shown.addAll(module.ports());
            }
        }
        device.board().extend(shown);
    }
}
