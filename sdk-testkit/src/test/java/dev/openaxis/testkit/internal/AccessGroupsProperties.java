package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.testkit.SimulatedRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class AccessGroupsProperties {
    @Property
    void theDocumentedGroupsAreReadInAnyOrder(@ForAll SimulatedRole role, @ForAll boolean ptz, @ForAll Random random) {
        AccessGroups groups = new AccessGroups(role, ptz);
        List<String> names = new ArrayList<>(groups.names());
        Collections.shuffle(names, random);
        assertThat(AccessGroups.parse(String.join(":", names))).isEqualTo(groups);
    }

    @Property
    void onlyTheSixDocumentedSetsAreRoles(@ForAll("lists") List<String> names) {
        AccessGroups groups = AccessGroups.parse(String.join(":", names));
        if (groups != null) {
            assertThat(names).containsExactlyInAnyOrderElementsOf(groups.names());
        } else {
            assertThat(List.of("viewer", "operator:viewer", "viewer:ptz", "operator:viewer:ptz"))
                    .doesNotContain(String.join(":", names));
        }
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return Arbitraries.of("admin", "operator", "viewer", "ptz", "", "users")
                .list()
                .ofMaxSize(5);
    }

    @Property
    void noTextBreaksTheReader(@ForAll @StringLength(max = 500) String text) {
        AccessGroups.parse(text);
    }

    @Example
    void aRoleWithoutTheLowerOnesIsNone() {
        for (String wrong : List.of(
                "",
                "admin",
                "operator",
                "admin:operator",
                "admin:viewer",
                "ptz",
                "viewer:viewer",
                "Viewer",
                "viewer:")) {
            assertThat(AccessGroups.parse(wrong)).as(wrong).isNull();
        }
    }
}
