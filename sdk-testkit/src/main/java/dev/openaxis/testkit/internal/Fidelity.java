package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Reading;
import java.util.Comparator;

/** How sure each endpoint is. */
public final class Fidelity {
    private static final String TABLE = """
            No recording of an A9210 is public: its product data, port map and API list are composed. Of an A9188 only
            its Properties are recorded (1.84.1).

            endpoint                                  mark         remark
            401 challenge                             observed     12.11: one scheme per listener, Apache nonce; body empty object = inference
            digest checks, stale, uri check           inference    Apache mod_auth_digest
            roles per method                          documented   401 or 403 differs per CGI, see variants
            brute-force protection                    documented   rate limit of real log-ins not simulated
            TLS                                       documented   self-signed, TLS 1.2 and 1.3; HTTP/2 is not offered
            /axis-cgi/apidiscovery.cgi                recorded     lists of a D4200-VE, P8815-2 and Companion Bullet LE, served whole
            /axis-cgi/basicdeviceinfo.cgi             recorded     D4200-VE form and order; values of an A9210 composed
            /axis-cgi/systemready.cgi                 recorded     members by version as in recordings of 10.12, 11.11 and 12.9; no previewmode
            APIs by AXIS OS version                   documented   systemready, API discovery, device information, firmware management
            /axis-cgi/param.cgi?action=list           recorded     D4200-VE 12.9.57 tree, reduced; IOPort and Brand composed
            /axis-cgi/param.cgi?action=update         documented   OK recorded; only ports take effect, other values are remembered
            /axis-cgi/param.cgi add, remove           documented   StreamProfile only, messages composed
            /axis-cgi/param.cgi listdefinitions       recorded     form, levels and types of a P5512 5.51.7; newer parameters composed
            /axis-cgi/usergroup.cgi                   observed
            /axis-cgi/pwdgrp.cgi?action=get           recorded     form of 11.11 and newer; system accounts of 10.12 composed
            /axis-cgi/pwdgrp.cgi add, update, remove  recorded     page and add, duplicate, remove of 12.9; other sentences documented
            factory state, first administrator        documented   three generations by version; Axis-Setup and sentences observed
            accounts: limits, root, last one          documented   that the last administrator stays = inference
            passphrase policy                         observed     from 12; what a violation is answered is not found
            /axis-cgi/io/portmanagement.cgi           documented   getPorts form and error 2103 recorded on other products
            /axis-cgi/io/port.cgi check…, action      documented   held answer observed on an A9210; wrong ids not found
            /axis-cgi/io/port.cgi?monitor             documented   ports per part, first part, inputs and outputs together = inference
            /axis-cgi/supervisedio.cgi                documented   2.0 and 1.0; answer of setSupervised 1.0 not found, never recorded
            levels and ranges of an A9210             documented   parallel first; unconnected levels observed, grounded = inference
            A9910 ports                               observed     relays after eight I/Os; order of modules, names, removal not found
            A9188: Properties                         recorded     1.84.1; Brand composed, other groups not found
            A9188: ports, levels in mV                documented   ports and ranges of examples; unconnected level, default ranges = inference
            A9188: other APIs                         inference    classic CGIs and firmware management; no JSON APIs; see GpioVariant
            recorded devices                          recorded     lists, product data and parameters as far as recorded; P8815-2: no ports = inference
            /vapix/axgpio                             documented   never recorded; life of references, partial SetPort not found
            /vapix/axgpio?format=simple               not built    501
            /vapix/services, envelope and faults      recorded     form of 12.9 and 12.11; status 400, code for a missing operation
            /vapix/services axgpio                    documented   elements as the JSON members = inference; A9188 only
            /vapix/services entry GetServices         documented   lists what is built; port types and capabilities left out, not found
            /vapix/services event1 declarations       recorded     four devices answer their recordings; an I/O module what it emits = inference
            /vapix/services event1 virtual inputs     observed     faults and role not found
            /vapix/services event1 schedules          documented   name of an item, faults = inference; recorded declarations do not follow
            /vapix/services action1 templates         recorded     of a camera of about 2016; of an I/O module those without video = assumption
            /vapix/services action1 configurations    recorded     add, get, remove, faults on 10.12 and 12.9
            /vapix/services action1 rules             recorded     the same; past the documented limits not found
            /vapix/services action1 recipients        documented   never recorded; faults = inference
            /vapix/services tev, wsnt (pull point)    observed     on an A1001; faults as the standards, queue of 1000, states first = inference
            rules carried out                         documented   outputs switched, other actions counted; start at once, after a restart = inference
            event SystemMessage/ActionFailed          recorded     declarations; its words composed
            event UserAlarm/Recurring/Interval        recorded     declarations; active by the RRULE forms, local time of the clock
            event UserAlarm/Recurring/Pulse           documented   one even if the clock jumps over several = inference
            /vapix/services tds, tmd                  documented   ONVIF; relays, monostable delay, inputs; roles, all outputs listed = inference
            /onvif/services, /onvif/device_service    documented   aliases; that VAPIX accounts are refused for ONVIF operations = inference
            /axis-cgi/virtualinput/*.cgi              documented   lost by a restart = inference
            /axis-cgi/io/virtualinput.cgi             documented   for cameras; held answer and errors as port.cgi = inference
            /axis-cgi/shockdetection/*.cgi            documented   if built with it; errors with 200, level from the factory = inference
            shockdetection/getschemaversion.cgi       not built    501
            event Tampering/ShockDetected             documented   once in 5 s; while switched on = inference
            serial ports, generic TCP server          documented   if built with it; factory values, one connection, turning away, idle time = inference
            serial ports, other servers, ConnectTo    not built    remembered only; com/serial.cgi is not there
            /axis-cgi/wssession.cgi                   documented   content type and single use not found
            /vapix/ws-data-stream?sources=events      documented   notifications as reported; no extension negotiated
            rtsp OPTIONS, DESCRIBE, SETUP, PLAY       recorded     if built with it; answers, SDP, challenge; nonce life, refusals = inference
            rtsp SETUP over UDP, PAUSE, others        not built    461 and 501
            rtsp GET_PARAMETER, TEARDOWN, time-out    documented   TCP transport, what a time-out does = inference
            rtsp metadata documents, RTP packets      recorded     form, Initialized, Changed, fragments; Deleted = ONVIF, role = inference
            /axis-cgi/mqtt/client.cgi                 documented   status reported; activation without configuration, proxies, client certificates = inference
            /axis-cgi/mqtt/event.cgi                  documented   factory answer recorded; error 2106 not built
            mqtt connection, status messages          documented   MQTT 3.1.1, reconnecting = inference; tcp, ssl, ws, wss
            mqtt topics and payloads of events        recorded     one payload; topics observed, without name spaces, several sources = inference
            mqtt messages as events                   recorded     declared by devices; items of a state not found
            event MQTT/ClientStatus                   recorded     declared by devices
            events IO/Port, Trigger, OutputPort       recorded     declarations of a M1075-L and D4200-VE, not of an A9210
            event IO/SupervisedPort                   documented   tampered declared by devices; instance while supervised = inference
            events IO/VirtualInput, VirtualPort       recorded     notification and declarations of cameras
            restart                                   documented   outputs open, new boot id; return to normal = inference
            /axis-cgi/firmwaremanagement.cgi          recorded     versions, error 405; reboot and factoryDefault documented, 423 = inference
            firmwaremanagement.cgi, other methods     not built    501
            restart.cgi, (hard)factorydefault.cgi     documented   empty page; only GET = inference
            factory default                           documented   accounts, ports, parameters, hard: certificate; the address stays
            /config/discover                          recorded     lists of a D4200-VE and P8815-2, served whole; parts documented, role not found
            /config/discover/…/model.json             not built    501, as doc.md and openapi.json: none is recorded
            /config/rest, verbs, bodies, codes        documented   codes 2, 5, 6 recorded, 0, 1, 11 observed; PUT up to 11.10; 403 = inference
            /config/rest/ssh                          recorded     add, set, remove and refusals; reading documented
            /config/rest/basic-device-info            documented   allowAnonymous takes effect
            /config/rest/user-management              observed     policy read only, setting under a variant
            /config/rest/virtualhost                  documented   remembered only, no listener follows; required input = inference
            /config/rest/siren-and-light              recorded     maintenance mode of a D4200-VE, not supported; the rest not built
            /config/rest/remote-object-storage        recorded     azure destinations added, removed, refused; the rest not built
            /config/rest/param                        documented   read and imported; empty collections are missing = inference
            /config/rest $all, $export, $import       documented   built APIs only; off without the feature flag = inference, shape of warnings not found
            /config/rest, other APIs                  not built    501 if listed
            unknown path                              recorded     404 page of a P5512
            """;

    private Fidelity() {}

    /**
     * The table for one device.
     *
     * @param config the device
     * @return plain text
     */
    public static String of(DeviceConfig config) {
        StringBuilder text = new StringBuilder(TABLE);
        text.append("\nproduct ").append(config.product());
        text.append(", AXIS OS ").append(config.axisOs());
        text.append(", API list of ").append(config.apiList());
        config.without().stream()
                .sorted()
                .forEach(id -> text.append("\nwithout ").append(id));
        config.variants().stream()
                .sorted(Comparator.comparing(Reading::name))
                .forEach(variant -> text.append("\nvariant ")
                        .append(variant)
                        .append(" (")
                        .append(variant.reference())
                        .append(", ")
                        .append(variant.mark())
                        .append(')'));
        return text.append('\n').toString();
    }
}
