package dev.openaxis.modbus.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, judged by a validator that others wrote: it takes what the reader takes and refuses what that refuses. */
class SchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SensorModel.schema());

    private static boolean isValid(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
    }

    private static boolean isRead(String json) {
        try {
            SensorModel.parse(json);
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    @Test
    void itTakesWhatComesAlongAndWhatIsWritten() {
        assertThat(isValid(SensorModelTest.ALL)).isTrue();
        assertThat(isValid(SensorModel.parse(SensorModelTest.ALL).toJson())).isTrue();
        assertThat(isValid(SensorModel.tibboBusProbe01().toJson())).isTrue();
        assertThat(isValid(SensorModel.tibboBusProbe02().toJson())).isTrue();
    }

    /** A channel each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'table': 'coils'",
                "'table': 'coils', 'type': 'flag'",
                "'table': 'coils', 'type': 'flag', 'bit': 0",
                "'table': 'coils', 'type': 'flag', 'bit': 1",
                "'table': 'coils', 'type': 'int16'",
                "'table': 'coils', 'scale': 2",
                "'table': 'holding-registers'",
                "'table': 'holding-registers', 'type': 'flag'",
                "'table': 'holding-registers', 'type': 'flag', 'bit': 15",
                "'table': 'holding-registers', 'type': 'flag', 'bit': 16",
                "'table': 'holding-registers', 'type': 'flag', 'order': 'ABCD'",
                "'table': 'holding-registers', 'type': 'flag', 'invalid': [1]",
                "'table': 'holding-registers', 'type': 'bits'",
                "'table': 'holding-registers', 'type': 'bits', 'lowest': 0, 'width': 16",
                "'table': 'holding-registers', 'type': 'bits', 'lowest': 0, 'width': 17",
                "'table': 'holding-registers', 'type': 'bits', 'lowest': 0, 'width': 4, 'order': 'ABCD'",
                "'table': 'holding-registers', 'type': 'text'",
                "'table': 'holding-registers', 'type': 'text', 'registers': 125, 'order': 'BADC'",
                "'table': 'holding-registers', 'type': 'text', 'registers': 126",
                "'table': 'holding-registers', 'type': 'text', 'registers': 4, 'scale': 2",
                "'table': 'input-registers', 'type': 'uint64', 'invalid': [18446744073709551615, -1]",
                "'table': 'input-registers', 'type': 'uint64', 'invalid': [18446744073709551616]",
                "'table': 'input-registers', 'type': 'float32', 'order': 'CDAB', 'scale': 0.5, 'offset': -1.5, 'unit': 'V'",
                "'table': 'input-registers', 'type': 'float32', 'lowest': 1",
                "'table': 'input-registers', 'type': 'int16', 'scale': 0",
                "'table': 'input-registers', 'type': 'int16', 'unit': 7",
                "'table': 'input-registers', 'type': 'int24'",
                "'table': 'register', 'type': 'int16'",
            })
    void readerAndSchemaAgree(String members) {
        String json = ("{'$schema': 'sensor-model.schema.json', 'format': 'dev.openaxis.sensor-model/1', 'name': 'x',"
                        + " 'channels': [{'name': 'a', 'quantity': 'other', 'address': 1, " + members + "}]}")
                .replace('\'', '"');

        assertThat(isValid(json)).isEqualTo(isRead(json));
    }
}
