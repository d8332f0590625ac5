package dev.seveneight.shared.api;

import dev.seveneight.shared.http.ApiRequest;
import dev.seveneight.shared.http.Failures;
import dev.seveneight.shared.project.Caller;

/**
 * A request by a known caller for a known route.
 *
 * @param request the request
 * @param caller the caller
 * @param parameter the parameter in the path; empty if the route has none
 * @param requestId the id of the request in errors and in the log
 * @param failures the errors to return when only a part of the request fails
 */
public record Call(
    ApiRequest request, Caller caller, String parameter, String requestId, Failures failures) {}
