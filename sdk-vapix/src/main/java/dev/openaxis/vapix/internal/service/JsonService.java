package dev.openaxis.vapix.internal.service;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A web service in its JSON form (VAPIX physical-access-control): {@code {"prefix:Operation":{…}}} there, what the SOAP
 * response would hold back.
 *
 * @param path path of the service
 * @param prefix of its operations; fixed
 * @param since first version that has it, or the products that do
 */
public record JsonService(String path, String prefix, String since) {

    /** A request for an operation; an empty map sends no arguments. */
    public HttpRequest.Builder call(CallContext context, Effect effect, String operation, Map<String, ?> arguments) {
        return HttpRequest.post(path, effect)
                .operation(context.operation().name())
                .json(Json.write(Map.of(prefix + ":" + operation, arguments)));
    }

    /** The answer to an operation; raises what it says instead, whatever its status. */
    public Json answer(DeviceSession session, CallContext context, HttpResponse response) {
        Json answer;
        try {
            answer = Json.parse(response.text(), field -> session.forgive(prefix + " " + field));
        } catch (Json.NotJsonException e) {
            requireOk(context, response);
            throw new MalformedResponseException(
                    context.failure(path + " answered something that is " + e.getMessage())
                            .effect(context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE),
                    response.text());
        }
        Optional<ServiceFault> fault = fault(answer);
        if (fault.isPresent()) {
            throw fault.get().error(context, response, path, prefix, since);
        }
        requireOk(context, response);
        return answer;
    }

    private void requireOk(CallContext context, HttpResponse response) {
        if (response.status() != 200) {
            throw JsonCgi.statusError(context, response, path, prefix, since);
        }
    }

    /** Clients tell a fault by either of two members (observed). */
    private static Optional<ServiceFault> fault(Json answer) {
        return answer.has("Fault") || answer.has("FaultMsg")
                ? Optional.of(new ServiceFault(
                        answer.text("Fault", ""),
                        List.of(answer.text("FaultCode", ""), answer.text("FaultSubCode", "")),
                        answer.text("FaultReason", ""),
                        answer.text("FaultMsg", ""),
                        Map.of()))
                : Optional.empty();
    }
}
