package dev.openaxis.vapix.internal;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.RedirectedException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.identity.AnonymousAnswers;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.accounts.AccountOperations;
import dev.openaxis.vapix.parameters.ParameterList;
import dev.openaxis.vapix.system.PassphrasePolicy;
import dev.openaxis.vapix.system.Readiness;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The connect sequence: first everything that can be asked anonymously, and credentials only when the answers are those
 * of an Axis device with the expected serial number (spec: VAPIX authentication, systemready-api,
 * basic-device-information, api-discovery-service).
 */
final class Identification {
    private static final Duration READY_POLL = Duration.ofSeconds(1);
    private static final List<String> IDENTITY_GROUPS =
            List.of("root.Brand", "root.Properties.Firmware", "root.Properties.System");
    private static final Map<String, String> PARAMETER_NAMES = Map.of(
            "Brand.Brand", "Brand",
            "Brand.ProdFullName", "ProdFullName",
            "Brand.ProdNbr", "ProdNbr",
            "Brand.ProdShortName", "ProdShortName",
            "Brand.ProdType", "ProdType",
            "Brand.WebURL", "WebURL",
            "Properties.Firmware.Version", "Version",
            "Properties.Firmware.BuildDate", "BuildDate",
            "Properties.System.SerialNumber", "SerialNumber",
            "Properties.System.HardwareID", "HardwareID");

    private final DeviceSession session;
    private final CallContext context;
    private @Nullable String realmSerial;
    private boolean axis;
    private @Nullable HttpResponse stranger;
    /** What systemready said last. */
    private @Nullable Readiness readiness;
    /** Whether a device without an administrator is what is looked for, and no failure. */
    private boolean settingUp;

    private boolean setupHeader;

    Identification(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    CompletableFuture<DeviceSession.Identity> run() {
        return readiness()
                .thenCompose(ready -> unrestrictedInfo())
                .thenCompose(info -> apis().thenCompose(capabilities -> withLogin(info, capabilities)));
    }

    /** Finds out without any log-in whether this is the right device, and whether somebody has set it up. */
    CompletableFuture<DeviceSession.Claim> claim() {
        settingUp = true;
        return readiness()
                .thenCompose(ready -> unrestrictedInfo())
                .thenCompose(info -> probe().thenCompose(probed -> realmIfNeeded(info))
                        .thenApply(asked -> {
                            axis |= setupHeader;
                            requireRightDevice(info);
                            return new DeviceSession.Claim(
                                    hasAdministrator(),
                                    Optional.ofNullable(readiness).flatMap(Readiness::passphrasePolicy));
                        }));
    }

    private Optional<Boolean> hasAdministrator() {
        if (setupHeader) {
            return Optional.of(false);
        }
        return Optional.ofNullable(readiness).map(said -> !said.needsSetup());
    }

    private CompletableFuture<Void> probe() {
        return anonymously(DeviceSession.whoAmI(context)).thenAccept(this::note);
    }

    private CompletableFuture<DeviceSession.Identity> withLogin(
            Optional<DeviceInfo> info, Optional<Capabilities> capabilities) {
        return realmIfNeeded(info)
                .thenCompose(asked -> {
                    requireRightDevice(info);
                    return logIn();
                })
                .thenCompose(
                        loggedIn -> info.map(CompletableFuture::completedFuture).orElseGet(this::infoFromParameters))
                .thenCompose(known -> apisWithLogin(capabilities).thenApply(found -> identity(known, found)));
    }

    private DeviceSession.Identity identity(DeviceInfo info, Capabilities capabilities) {
        requireSerial(info.serial());
        if (info.serial().isEmpty() && realmSerial != null) {
            Map<String, String> completed = new LinkedHashMap<>(info.properties());
            completed.put("SerialNumber", realmSerial);
            return new DeviceSession.Identity(new DeviceInfo(completed), capabilities);
        }
        return new DeviceSession.Identity(info, capabilities);
    }

    // ---- anonymous questions ----

    /** Waits until the device says that it is ready; devices that cannot say so count as ready. */
    private CompletableFuture<Void> readiness() {
        return context.send(SystemOperations.readyRequest(context)).thenCompose(response -> {
            note(response);
            Optional<Readiness> state = readiness(session, response);
            if (state.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            axis = true;
            readiness = state.get();
            if (!state.get().ready()) {
                return waitUntilReady();
            }
            if (state.get().needsSetup() && !settingUp) {
                throw setupNeeded();
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<Void> waitUntilReady() {
        if (context.left().compareTo(READY_POLL) <= 0) {
            throw new DeadlineExceededException(
                    context.failure("the device is still starting").advice("Try again later"));
        }
        return context.pause(READY_POLL).thenCompose(over -> readiness());
    }

    /** Reads an answer of systemready; empty if it is not one. */
    static Optional<Readiness> readiness(DeviceSession session, HttpResponse response) {
        return AnonymousAnswers.readiness(response, field -> session.forgive("systemready " + field))
                .map(data -> new Readiness(
                        data.bool("systemready").orElse(false),
                        data.bool("needsetup").orElse(false),
                        Optional.of(data.integer("uptime"))
                                .filter(OptionalLong::isPresent)
                                .map(seconds -> Duration.ofSeconds(seconds.getAsLong())),
                        data.text("bootid"),
                        data.text("passphrasepolicy").flatMap(PassphrasePolicy::named)));
    }

    private CompletableFuture<Optional<DeviceInfo>> unrestrictedInfo() {
        HttpRequest request = JsonCgi.BASIC_DEVICE_INFO
                .call(context, Effect.READ, "1.0", "getAllUnrestrictedProperties")
                .anonymous()
                .build();
        return context.send(request).thenApply(response -> {
            note(response);
            Optional<DeviceInfo> info = info(session, response);
            axis |= info.isPresent();
            return info;
        });
    }

    private static Optional<DeviceInfo> info(DeviceSession session, HttpResponse response) {
        return AnonymousAnswers.properties(response, field -> session.forgive("basic-device-info " + field))
                .map(properties -> new DeviceInfo(properties.asTexts()));
    }

    private HttpRequest.Builder apiList() {
        return JsonCgi.API_DISCOVERY.call(context, Effect.READ, "1.0", "getApiList");
    }

    /** The API list, or empty if it wants a log-in (9.80 and 10.12 do) or does not exist. */
    private CompletableFuture<Optional<Capabilities>> apis() {
        return context.send(apiList().anonymous().build()).thenApply(response -> {
            note(response);
            Optional<Capabilities> capabilities = capabilities(session, response);
            axis |= capabilities.isPresent();
            boolean absent = response.status() == 404;
            return absent ? Optional.of(new Capabilities(List.of(), false)) : capabilities;
        });
    }

    static Optional<Capabilities> capabilities(DeviceSession session, HttpResponse response) {
        return AnonymousAnswers.data(response, field -> session.forgive("api-discovery " + field))
                .filter(data -> data.has("apiList"))
                .map(data -> new Capabilities(
                        data.objects("apiList").stream()
                                .map(api -> new Capabilities.Api(
                                        api.text("id", ""),
                                        api.text("version", ""),
                                        api.text("name", ""),
                                        api.text("status", "")))
                                .filter(api -> !api.id().isEmpty())
                                .toList(),
                        true));
    }

    /** The challenge of a call that always needs a log-in tells the serial number; old devices tell nothing else. */
    private CompletableFuture<Void> realmIfNeeded(Optional<DeviceInfo> info) {
        boolean serialKnown = realmSerial != null
                || info.filter(known -> !known.serial().isEmpty()).isPresent();
        if (serialKnown || (axis && session.expectedSerial() == null)) {
            return CompletableFuture.completedFuture(null);
        }
        return probe().thenCompose(probed -> realmSerial != null ? CompletableFuture.completedFuture(null) : brand());
    }

    private CompletableFuture<Void> brand() {
        return anonymously(ParamCgi.listing(List.of("root.Brand.Brand"))).thenAccept(response -> {
            note(response);
            // Anonymous viewing answers without a challenge.
            axis |= response.status() == 200
                    && ParameterList.parse(response.text())
                            .get("Brand.Brand")
                            .filter("AXIS"::equalsIgnoreCase)
                            .isPresent();
        });
    }

    private CompletableFuture<HttpResponse> anonymously(HttpRequest.Builder request) {
        return context.send(
                request.operation(context.operation().name()).anonymous().build());
    }

    private void note(HttpResponse response) {
        if (AnonymousAnswers.needsSetup(response)) {
            if (!settingUp) {
                throw setupNeeded();
            }
            setupHeader = true;
        }
        if (response.status() == 401) {
            AnonymousAnswers.serialInChallenge(response).ifPresent(serial -> realmSerial = serial);
        } else if (stranger == null) {
            stranger = response;
        }
    }

    // ---- is it the right one? ----

    private void requireRightDevice(Optional<DeviceInfo> info) {
        if (!axis && realmSerial == null) {
            throw strange();
        }
        info.ifPresent(known -> requireSerial(known.serial()));
        if (realmSerial != null) {
            requireSerial(realmSerial);
        }
        boolean told = realmSerial != null
                || info.filter(known -> !known.serial().isEmpty()).isPresent();
        if (session.expectedSerial() != null && !told) {
            throw new NotAnAxisDeviceException(context.failure(
                            "the device does not tell its serial number without a log-in, and "
                                    + session.expectedSerial() + " is expected")
                    .advice("No credentials were sent. Connect without the expected serial number only if the address"
                            + " is certain"));
        }
    }

    private AxisException strange() {
        HttpResponse answer = stranger;
        Optional<String> location = answer == null ? Optional.empty() : answer.header("Location");
        Failure failure = context.failure("what answers at this address does not behave like an Axis device"
                        + (answer == null ? "" : " (HTTP " + answer.status() + ")"))
                .advice("Check the address; a captive portal or another web server may be in the way");
        if (location.isPresent() && isOwnHttps(location.get())) {
            return new RedirectedException(
                    context.failure("the device redirects to HTTPS")
                            .advice("Connect to https://"
                                    + context.failure("").device().replaceFirst("^http://", "")),
                    location.get());
        }
        return new NotAnAxisDeviceException(failure);
    }

    private boolean isOwnHttps(String location) {
        try {
            URI target = URI.create(location);
            return "https".equalsIgnoreCase(target.getScheme())
                    && session.invoker().address().host().equalsIgnoreCase(target.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void requireSerial(String serial) {
        String expected = session.expectedSerial();
        if (expected != null && !serial.isEmpty() && !expected.equalsIgnoreCase(serial)) {
            throw new NotAnAxisDeviceException(
                    context.failure("this is the device " + serial + ", not the expected " + expected)
                            .advice("The device may have moved to another address; no credentials were sent"));
        }
    }

    private SetupNeededException setupNeeded() {
        return new SetupNeededException(context.failure("the device is factory-defaulted: it has no administrator yet")
                .advice("Create the first account with AxisDevice.builder(...).setUp(...)"));
    }

    // ---- with log-in ----

    /** Proves the account with the cheapest call every account may make. */
    private CompletableFuture<Void> logIn() {
        return context.send(DeviceSession.whoAmI(context).build()).thenCompose(response -> {
            if (response.status() == 404) {
                // Some products do not have it; reading a parameter needs the same log-in.
                return parameters(List.of("root.Brand.Brand")).thenAccept(list -> session.loggedIn());
            }
            String text = AccountOperations.whoAmI(context, response);
            session.loggedInAs(AccountOperations.caller(text).orElse(null));
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<Capabilities> apisWithLogin(Optional<Capabilities> anonymous) {
        if (anonymous.isPresent()) {
            return CompletableFuture.completedFuture(anonymous.get());
        }
        return context.send(apiList().build())
                .thenApply(response ->
                        capabilities(session, response).orElseGet(() -> new Capabilities(List.of(), false)));
    }

    private CompletableFuture<DeviceInfo> infoFromParameters() {
        return parameters(IDENTITY_GROUPS).thenApply(list -> {
            Map<String, String> properties = new LinkedHashMap<>();
            PARAMETER_NAMES.forEach(
                    (parameter, property) -> list.get(parameter).ifPresent(value -> properties.put(property, value)));
            if (realmSerial != null) {
                properties.putIfAbsent("SerialNumber", realmSerial);
            }
            return new DeviceInfo(properties);
        });
    }

    /** Not through the session, which asks the device to prove first what is being proven here. */
    private CompletableFuture<ParameterList> parameters(List<String> groups) {
        HttpRequest request =
                ParamCgi.listing(groups).operation(context.operation().name()).build();
        return session.explained(context, context.send(request), request)
                .thenApply(response -> ParamCgi.listed(context, response));
    }
}
