package dev.openaxis.modbus;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this room shows, and what it keeps to itself. */
class ArchitectureTest {
    private static final String INTERNAL = "dev.openaxis.modbus.internal..";
    private static final String[] CODEC = {"dev.openaxis.modbus.internal.pdu..", "dev.openaxis.modbus.internal.frame.."
    };
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importUrl(ModbusClient.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void theWholeRoomIsImported() {
        assertThat(HOUSE.stream().filter(resideInAPackage(INTERNAL)).count()).isGreaterThan(45);
        assertThat(HOUSE.stream().filter(not(resideInAPackage(INTERNAL))).count())
                .isGreaterThan(25);
    }

    @Test
    void nobodyElseCanUseWhatIsInternal() {
        assertThat(ModbusClient.class.getModule().getDescriptor().exports())
                .allMatch(exported -> !exported.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(
                        "dev.openaxis.modbus", "dev.openaxis.modbus.register", "dev.openaxis.modbus.sensor");
        assertThat(ModbusClient.class.getModule().getDescriptor().requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "org.jspecify", "dev.openaxis.core", "org.slf4j");
    }

    @Test
    void onlyJavasAndOurOwnPublicTypesAreInPublicSignatures() {
        classes()
                .that(not(resideInAPackage(INTERNAL)))
                .and()
                .arePublic()
                .should(new ArchCondition<>("name only Java's and our own public types") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaCodeUnit unit : type.getCodeUnits()) {
                            if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
                                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                                        .map(JavaClass::getBaseComponentType)
                                        .filter(named -> !isOurs(named) && !isJavas(named))
                                        .forEach(named -> events.add(SimpleConditionEvent.violated(
                                                unit, unit.getFullName() + " names " + named.getName())));
                            }
                        }
                    }
                })
                .check(HOUSE);
    }

    private static boolean isOurs(JavaClass type) {
        return resideInAnyPackage("dev.openaxis.modbus..", "dev.openaxis.core..")
                        .test(type)
                && !resideInAnyPackage(INTERNAL, "dev.openaxis.core.internal..").test(type)
                && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isJavas(JavaClass type) {
        return type.isPrimitive() || type.getPackageName().startsWith("java.");
    }

    @Test
    void theCodecDoesNoInputOrOutput_andHasNoThreadAndNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(CODEC)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.netty..",
                        "java.io..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent",
                        "java.util.concurrent.locks..",
                        "com.fasterxml.."))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(CODEC)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(CODEC)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(HOUSE);
        noClasses().should().callMethod(System.class, "nanoTime").check(HOUSE);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(HOUSE);
    }

    /** A view for each: what one can be asked the other can. */
    @Test
    void blockingAndAsynchronousViews_haveTheSameOperations() {
        Set<String> about = Set.of("address", "with", "async", "health", "toString", "equals", "hashCode");
        assertThat(operations(ModbusUnit.class, about))
                .isNotEmpty()
                .isEqualTo(operations(AsyncModbusUnit.class, about));
    }

    private static Set<String> operations(Class<?> view, Set<String> without) {
        return Arrays.stream(view.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !without.contains(method.getName()))
                .map(method ->
                        method.getName() + Arrays.toString(method.getParameterTypes()) + " gives " + given(method))
                .collect(Collectors.toSet());
    }

    private static String given(Method method) {
        boolean future = CompletableFuture.class.isAssignableFrom(method.getReturnType());
        Type type = future
                ? ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
                : method.getGenericReturnType();
        return switch (type.getTypeName()) {
            case "java.lang.Void" -> "void";
            case "java.lang.Integer" -> "int";
            default -> type.getTypeName();
        };
    }

    @Test
    void nobodySleeps_andNobodyBlocksALoop() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(HOUSE);
        noClasses().should().callMethod(Object.class, "wait").check(HOUSE);
        noClasses()
                .that(not(name("dev.openaxis.modbus.internal.client.Client")))
                .should()
                .callMethod(CompletableFuture.class, "join")
                .check(HOUSE);
    }
}
