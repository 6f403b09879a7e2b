package dev.openaxis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recorded exchanges of the action service, scenario by scenario, played into a device in the state of the recorded one. */
final class ActionReplays {
    private static final String FOLDER = "action-rules/";
    private static final Pattern USED = Pattern.compile("<(?:PrimaryAction|ConfigurationID)>([0-9]{1,2})<");

    private ActionReplays() {}

    static List<Replay> all() {
        Map<String, List<JsonNode>> scenarios = new LinkedHashMap<>();
        for (JsonNode step : Client.parse(Recordings.text(FOLDER + "index.json"))) {
            String name =
                    step.get("scenario").asText() + " " + step.get("device").asText();
            scenarios.computeIfAbsent(name, key -> new ArrayList<>()).add(step);
        }
        List<Replay> replays = new ArrayList<>();
        scenarios.forEach((name, steps) -> replays.add(replay(name, steps)));
        return replays;
    }

    private static Replay replay(String name, List<JsonNode> steps) {
        List<RecordedExchange> exchanges = steps.stream()
                .map(step -> new RecordedExchange(
                        "POST",
                        Soap.VAPIX,
                        "application/soap+xml; charset=utf-8",
                        Recordings.text(FOLDER + step.get("request").asText()),
                        step.get("httpStatus").asInt(),
                        null,
                        Recordings.text(FOLDER + step.get("response").asText())))
                .toList();
        String files = steps.get(0).get("request").asText().replaceFirst("-[0-9]{2}-.*", "");
        return new Replay(
                FOLDER + name,
                Set.copyOf(Recordings.files().stream()
                        .filter(file -> file.startsWith(FOLDER + files + "-"))
                        .toList()),
                () -> device(
                        name, steps.get(0).get("step").asInt(), exchanges.get(0).request()),
                exchanges,
                Likeness.soapBody());
    }

    /** Scenarios that begin later had made what they use before: the numbers tell how much. */
    private static SimulatedDevice device(String name, int firstStep, String request) {
        SimulatedDevice device = recorded(name.substring(name.indexOf(' ') + 1));
        Matcher used = USED.matcher(request);
        int configurations = firstStep > 0 && used.find() ? Integer.parseInt(used.group(1)) : 0;
        for (int i = 0; i < configurations; i++) {
            Soap.post(
                    new Client(device),
                    Soap.VAPIX,
                    Recordings.text(FOLDER + "action_rule_crud-M1075-L-12.9.57-00-AddActionConfiguration-request.xml"));
        }
        if (name.startsWith("remove_action_configuration_in_use")) {
            addRule(device, "1");
            Soap.ask(device, Soap.ACTION, "RemoveActionRule", "<RuleID>1</RuleID>");
            addRule(device, Integer.toString(configurations));
        }
        return device;
    }

    private static void addRule(SimulatedDevice device, String action) {
        String request = Recordings.text(FOLDER + "action_rule_crud-M1075-L-12.9.57-01-AddActionRule-request.xml");
        Soap.post(new Client(device), Soap.VAPIX, request.replace("Action>1<", "Action>" + action + "<"));
    }

    private static SimulatedDevice recorded(String device) {
        return switch (device) {
            case "D4200-VE@12.9.57" ->
                SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9).start();
            case "P8815-2@10.12.323" ->
                SimulatedDevice.recorded(RecordedDevice.P8815_2_10_12).start();
            default -> Replays.like(device.replace('@', '-')).start();
        };
    }
}
