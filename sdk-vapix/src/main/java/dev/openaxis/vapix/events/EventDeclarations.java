package dev.openaxis.vapix.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All a device declares, as the tree the device has it in. It changes with the configuration: with applications, disks, profiles
 * and subscriptions.
 *
 * @param roots the topmost levels
 */
public record EventDeclarations(List<Level> roots) {

    /** Makes the list immutable. */
    public EventDeclarations {
        roots = List.copyOf(roots);
    }

    /**
     * A level of topics.
     *
     * @param name without a prefix, for example {@code IO}
     * @param niceName display text; possibly empty
     * @param declaration what is told of this very topic; a level may have that and further levels
     * @param levels those below
     */
    public record Level(String name, String niceName, Optional<EventDeclaration> declaration, List<Level> levels) {
        /** Makes the list immutable. */
        public Level {
            levels = List.copyOf(levels);
        }
    }

    /**
     * All topics, in the order of the tree.
     *
     * @return the declarations
     */
    public List<EventDeclaration> all() {
        List<EventDeclaration> all = new ArrayList<>();
        roots.forEach(root -> collect(root, all));
        return all;
    }

    private static void collect(Level level, List<EventDeclaration> into) {
        level.declaration().ifPresent(into::add);
        level.levels().forEach(below -> collect(below, into));
    }

    /**
     * One topic.
     *
     * @param topic in any spelling; prefixes and case do not matter
     * @return what the device declares of it
     */
    public Optional<EventDeclaration> find(String topic) {
        EventFilter wanted = EventFilter.topic(topic);
        return all().stream()
                .filter(declaration -> wanted.matchesTopic(declaration.topic()))
                .findFirst();
    }
}
