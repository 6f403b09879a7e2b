package dev.openaxis.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.modbus.ModbusUnit;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house's arrows and the rules that no reviewer should have to repeat. */
class ArchitectureTest {
    private static final String CORE = "dev.openaxis.core..";
    private static final String VAPIX = "dev.openaxis.vapix..";
    private static final String OSDP = "dev.openaxis.osdp..";
    private static final String MODBUS = "dev.openaxis.modbus..";
    private static final String TESTKIT = "dev.openaxis.testkit..";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importUrls(Stream.of(
                            AxisRuntime.class, AxisDevice.class, Scbk.class, ModbusUnit.class, SimulatedDevice.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toList());

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void everyRoomIsImported() {
        for (String room : new String[] {CORE, VAPIX, OSDP, MODBUS, TESTKIT}) {
            assertThat(HOUSE.stream().filter(resideInAPackage(room)).count()).isGreaterThan(20);
        }
    }

    @Test
    void coreUsesNothingOfOurs() {
        holds(noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(VAPIX, OSDP, MODBUS, TESTKIT));
    }

    @Test
    void vapixUsesCoreOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage(VAPIX)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OSDP, MODBUS, TESTKIT));
    }

    @Test
    void osdpUsesCoreOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage(OSDP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(VAPIX, MODBUS, TESTKIT));
    }

    @Test
    void modbusUsesCoreOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage(MODBUS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(VAPIX, OSDP, TESTKIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"osdp", "modbus"})
    void whatIsInternalToARoomStaysThere(String room) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.openaxis." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.openaxis." + room + ".internal.."));
    }

    @Test
    void theTestkitSharesNoCodeWithTheClients() {
        holds(noClasses()
                .that()
                .resideInAPackage(TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE, VAPIX));
    }

    @Test
    void buffersAreCountedInOnePlace() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(CORE, VAPIX, OSDP, MODBUS)
                .and(not(resideInAnyPackage(
                        "dev.openaxis.core.internal.http..",
                        "dev.openaxis.core.internal.tls..",
                        "dev.openaxis.core.internal.line..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.buffer.."));
    }

    @Test
    void jacksonIsSpokenInOnePlace() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(CORE, VAPIX, OSDP, MODBUS)
                .and(not(resideInAPackage("dev.openaxis.core.internal.json..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.."));
    }

    @Test
    void nothingPrintsSleepsOrExits() {
        holds(noClasses().should().accessField(System.class, "out"));
        holds(noClasses().should().accessField(System.class, "err"));
        holds(noClasses().should().callMethod(Thread.class, "sleep", long.class));
        holds(noClasses().should().callMethod(System.class, "exit", int.class));
        holds(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void namesAreDomainWords() {
        holds(noClasses().should().haveSimpleNameEndingWith("Manager"));
        holds(noClasses().should().haveSimpleNameEndingWith("Helper"));
        holds(noClasses().should().haveSimpleNameEndingWith("Util"));
        holds(noClasses().should().haveSimpleNameEndingWith("Utils"));
    }

    @Test
    void noDependencyShowsInAPublicSignature() {
        holds(classes()
                .that(not(resideInAnyPackage("..internal..", "dev.openaxis.core.netty..")))
                .and()
                .arePublic()
                .should(new ArchCondition<>("name only Java's and our own types") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaMethod method : type.getMethods()) {
                            if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
                                Stream.concat(
                                                Stream.of(method.getRawReturnType()),
                                                method.getRawParameterTypes().stream())
                                        .filter(foreign())
                                        .forEach(foreign -> events.add(SimpleConditionEvent.violated(
                                                method, method.getFullName() + " names " + foreign.getName())));
                            }
                        }
                    }
                }));
    }

    private static java.util.function.Predicate<JavaClass> foreign() {
        return type -> Stream.of("io.netty", "com.fasterxml", "org.bouncycastle", "org.slf4j", "com.fazecast")
                .anyMatch(type.getPackageName()::startsWith);
    }
}
