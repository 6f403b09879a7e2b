package dev.openaxis.vapix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.identity.IdentityProbe;
import dev.openaxis.vapix.accounts.Accounts;
import dev.openaxis.vapix.config.ConfigApi;
import dev.openaxis.vapix.config.ConfigResource;
import dev.openaxis.vapix.config.DeviceConfiguration;
import dev.openaxis.vapix.io.Io;
import dev.openaxis.vapix.io.OnvifIo;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.ShockDetection;
import dev.openaxis.vapix.io.SupervisedInputs;
import dev.openaxis.vapix.io.SwitchedInput;
import dev.openaxis.vapix.io.VirtualInputs;
import dev.openaxis.vapix.mqtt.Mqtt;
import dev.openaxis.vapix.parameters.Parameters;
import dev.openaxis.vapix.rules.RuleDraft;
import dev.openaxis.vapix.rules.Rules;
import dev.openaxis.vapix.serial.SerialPorts;
import dev.openaxis.vapix.system.DeviceSystem;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation exists blocking and as a future, with the same name, parameters and result. */
class ParityTest {
    /** Methods that do no I/O and so have no asynchronous twin. */
    private static final Set<String> WITHOUT_IO = Set.of(
            "async",
            "with",
            "address",
            "close",
            "relay",
            "output",
            "accept",
            "port()",
            "via",
            "confirmedBy",
            "drivingDoorController",
            "module",
            "on",
            "api",
            "at",
            "supervision",
            "virtualInputs",
            "onvif",
            "shockDetection",
            "manualTrigger",
            "simulate",
            "subscribe",
            "publisher",
            "live",
            "channel",
            "known",
            "join",
            "oddities",
            "when",
            "startingAt",
            "rule",
            "toString",
            "hashCode",
            "equals");

    @ParameterizedTest
    @ValueSource(
            classes = {
                Io.class,
                Output.class,
                dev.openaxis.vapix.events.Events.class,
                dev.openaxis.vapix.points.Points.class,
                OnvifIo.class,
                ShockDetection.class,
                SupervisedInputs.class,
                SwitchedInput.class,
                VirtualInputs.class,
                DeviceSystem.class,
                Parameters.class,
                Accounts.class,
                Rules.class,
                RuleDraft.class,
                SerialPorts.class,
                Mqtt.class,
                DeviceHttp.class,
                IdentityProbe.class,
                DeviceConfiguration.class,
                ConfigApi.class,
                ConfigResource.class
            })
    void bothViewsHaveTheSameOperations(Class<?> client) throws NoSuchMethodException {
        Class<?> async = client.getMethod("async").getReturnType();

        Map<String, String> blocking = new TreeMap<>();
        for (Method method : client.getDeclaredMethods()) {
            String name = method.getParameterCount() == 0 ? method.getName() + "()" : method.getName();
            if (Modifier.isPublic(method.getModifiers())
                    && !WITHOUT_IO.contains(method.getName())
                    // Gives a view of the same, and so asks nothing.
                    && method.getReturnType() != client
                    && !(client == Output.class && WITHOUT_IO.contains(name))) {
                String result = method.getGenericReturnType().getTypeName();
                boolean primitive = method.getReturnType().isPrimitive();
                blocking.put(
                        signature(method),
                        primitive
                                ? MethodType.methodType(method.getReturnType())
                                        .wrap()
                                        .returnType()
                                        .getName()
                                : result);
            }
        }
        Map<String, String> futures = new TreeMap<>();
        for (Method method : async.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                assertThat(method.getReturnType()).isEqualTo(CompletableFuture.class);
                futures.put(
                        signature(method),
                        ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0].getTypeName());
            }
        }

        assertThat(futures).isNotEmpty().isEqualTo(blocking);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getGenericParameterTypes());
    }
}
