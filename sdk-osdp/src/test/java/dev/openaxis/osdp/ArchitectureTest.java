package dev.openaxis.osdp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this room shows, and what it keeps to itself. */
class ArchitectureTest {
    private static final String INTERNAL = "dev.openaxis.osdp.internal..";
    private static final String[] CODEC = {
        "dev.openaxis.osdp.message..",
        "dev.openaxis.osdp.card..",
        "dev.openaxis.osdp.internal.frame..",
        "dev.openaxis.osdp.internal.message..",
        "dev.openaxis.osdp.internal.multipart..",
        "dev.openaxis.osdp.internal.secure.."
    };
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importUrl(Scbk.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void theWholeRoomIsImported() {
        assertThat(HOUSE.stream().filter(resideInAPackage(INTERNAL)).count()).isGreaterThan(25);
        assertThat(HOUSE.stream()
                        .filter(resideInAPackage("dev.openaxis.osdp.message.."))
                        .count())
                .isGreaterThan(80);
    }

    @Test
    void messagesAndCardsDoNotLeanOnWhatIsInternal() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.openaxis.osdp.message..", "dev.openaxis.osdp.card..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(HOUSE);
    }

    @Test
    void nobodyElseCanUseWhatIsInternal() {
        assertThat(Scbk.class.getModule().getDescriptor().exports())
                .allMatch(exported -> !exported.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(
                        "dev.openaxis.osdp",
                        "dev.openaxis.osdp.capture",
                        "dev.openaxis.osdp.card",
                        "dev.openaxis.osdp.event",
                        "dev.openaxis.osdp.keys",
                        "dev.openaxis.osdp.message",
                        "dev.openaxis.osdp.panel",
                        "dev.openaxis.osdp.peripheral");
        assertThat(Scbk.class.getModule().getDescriptor().requires())
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
        return resideInAnyPackage("dev.openaxis.osdp..", "dev.openaxis.core..").test(type)
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
}
