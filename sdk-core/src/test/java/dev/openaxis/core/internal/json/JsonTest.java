package dev.openaxis.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonTest {

    /** Whoever counts and logs them must not do so for every element a device sends. */
    @Test
    void wrongTypesInAnArray_areToldUnderOneNameEach() throws Exception {
        Set<String> told = new TreeSet<>();
        Json answer = Json.parse("{\"Port\":[1,2,{\"PortId\":[]},{\"PortId\":{}}]}", told::add);

        answer.objects("Port")
                .forEach(port -> assertThat(port.integer("PortId")).isEmpty());

        assertThat(told).containsExactly("Port[]", "Port[].PortId");
    }
}
