package dev.openaxis.testkit;

import java.util.Map;

/**
 * What a simulated device has counted since it was started.
 *
 * @param connectionsAccepted TCP connections accepted on both listeners
 * @param connectionsOpen TCP connections open now, web sockets included
 * @param requests complete HTTP requests received, whatever was answered
 * @param challenges 401 answers sent that carried a challenge
 * @param failedLogins requests whose user name or password was wrong (stale nonces are not counted)
 * @param webSocketsOpen event web sockets open now
 * @param notificationsSent {@code events:notify} messages written, over all web sockets
 * @param actionsExecuted actions that took effect: a {@code port.cgi} action, a {@code setPorts} that applied
 *     something, a {@code setStateSequence}, a {@code SetPort} with {@code Active}, a
 *     {@code SetRelayOutputState}
 * @param restarts how often the device really went down to come up again, whoever asked for it, factory defaults
 *     included
 * @param softFactoryDefaults restarts that returned the settings to those of the factory except network settings
 * @param hardFactoryDefaults restarts that returned all settings to those of the factory
 * @param supervisionChanges {@code setSupervised} calls that really changed something
 * @param virtualInputChanges how often a virtual input or the manual trigger really changed, whatever changed it
 * @param pullPointsOpen pull points that exist now; one whose time is over counts until the device is asked about any
 * @param messagesPulled notifications handed out by pull points
 * @param ruleRuns how often each action rule started its action, by the number of the rule
 * @param rulesActions how often rules started actions, by the token of the action template; only outputs are really
 *     switched
 */
public record Counters(
        long connectionsAccepted,
        long connectionsOpen,
        long requests,
        long challenges,
        long failedLogins,
        long webSocketsOpen,
        long notificationsSent,
        long actionsExecuted,
        long restarts,
        long softFactoryDefaults,
        long hardFactoryDefaults,
        long supervisionChanges,
        long virtualInputChanges,
        long pullPointsOpen,
        long messagesPulled,
        Map<String, Long> ruleRuns,
        Map<String, Long> rulesActions) {}
