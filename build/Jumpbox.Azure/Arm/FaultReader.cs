using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Parses Azure's error envelopes: the usual one, nested details, and messages that are JSON.</summary>
internal static class FaultReader
{
    private const int MostDetails = 20;

    // The longest messages of Azure name many resources and still fit.
    private const int LongestMessage = 8000;

    public static AzureFault Read(string asked, string resourceId, int status, string? body, string? correlationId)
    {
        // RFC 9110, section 15.2: nothing final has a status below 200, and no request asks for another protocol.
        if (status is > 0 and < 200)
        {
            return Unreadable(
                asked,
                resourceId,
                new BrokenAnswerException("the resource manager", $"has status {status}, which ends no request")
            );
        }
        JsonObject? error = ErrorOf(Parse(body));
        string code =
            Text(error, "code") is { } said ? Clean(said)
            : status == 0 ? "NoAnswer"
            : $"Http{status}";
        string message = Text(error, "message") ?? Outline(body, status);
        List<AzureFaultDetail> details = [];
        Collect(error, details, depth: 0);
        return new AzureFault(asked, resourceId, status, code, Clean(message), details, correlationId, null);
    }

    /// <summary>The fault for a missing response: a limit of the pipeline, the network, the certificate.</summary>
    /// <param name="asked">The purpose.</param>
    /// <param name="resourceId">The resource.</param>
    /// <param name="exception">The cause.</param>
    /// <param name="host">The host, if known.</param>
    public static AzureFault Unreachable(string asked, string resourceId, Exception exception, Uri? host = null)
    {
        if (BoundaryException.In(exception) is { } refusal)
        {
            return new AzureFault(asked, resourceId, 0, refusal.Code, Clean(refusal.Message), [], null, refusal.Cure);
        }
        if (BrokenAnswerException.In(exception) is { } broken)
        {
            return Unreadable(asked, resourceId, broken);
        }
        Exception kind = KindOf(exception);
        string code = kind switch
        {
            OperationCanceledException or TimeoutException => "TimedOut",
            System.Security.Authentication.AuthenticationException => "CertificateRefused",
            System.Net.Sockets.SocketException socket => socket.SocketErrorCode.ToString(),
            _ => "NoAnswer",
        };
        bool missing = Contact.IsMissing(kind);
        string reason =
            kind is not (OperationCanceledException or TimeoutException) ? Clean(kind.GetBaseException().Message)
            : missing ? $"no connection was established within {SpanWords.Of(Limits.Connecting)}."
            : "no response arrived in time.";
        string message = host is not null && missing ? $"{Origin.Show(host)} cannot be reached: {reason}" : reason;
        return new AzureFault(asked, resourceId, 0, code, message, [], null, null);
    }

    // The last attempt counts, without the SDK's advice for programmers. For a timeout the outer exception is the cause; the
    // inner one only says that a socket was closed.
    private static Exception KindOf(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: [.., Exception last] } => KindOf(last),
            OperationCanceledException or TimeoutException or System.Security.Authentication.AuthenticationException =>
                exception,
            { InnerException: { } inner } => KindOf(inner),
            _ => exception,
        };

    /// <summary>The fault for a response that cannot be parsed.</summary>
    public static AzureFault Unreadable(
        string asked,
        string resourceId,
        BrokenAnswerException broken,
        int status = 0
    ) =>
        new(
            asked,
            resourceId,
            status,
            BrokenAnswerException.Code,
            Clean(broken.Message),
            [],
            null,
            "Run the same command again. If the error persists, check what is between this machine and Azure: a proxy, or the "
                + "cloud's endpoint in the settings."
        );

    /// <summary>The fault for an operation that Azure accepted but did not complete in time.</summary>
    public static AzureFault Stalled(string asked, string resourceId, TimeSpan elapsed) =>
        new(
            asked,
            resourceId,
            0,
            "TimedOut",
            $"Azure accepted the operation and has not finished it after {SpanWords.Of(elapsed)}.",
            [],
            null,
            "Run the same command again: it keeps waiting for the same operation. If the error persists, check the resource in the portal."
        );

    /// <summary>No token could be had: the sign-in service cannot be reached, or does not give one.</summary>
    public static AzureFault SignIn(
        string asked,
        string resourceId,
        Exception exception,
        Uri authority,
        SignInSource source
    )
    {
        if (Contact.IsMissing(exception) || BoundaryException.In(exception) is not null)
        {
            return Unreachable(asked, resourceId, exception, authority);
        }
        string said = InnerCauses.Of(exception);
        (string Cause, string Cure)? known = SignInCures.For(said, source);
        string gist = SignInCures.Gist(said);
        return new AzureFault(
            asked,
            resourceId,
            401,
            "SignInFailed",
            Clean(known is { } found ? $"{found.Cause} {gist}" : gist),
            [],
            null,
            known?.Cure ?? SignInCures.Otherwise(source)
        );
    }

    /// <summary>Parses an error inside a resource, for example a deployment's <c>properties.error</c>.</summary>
    public static AzureFault FromError(string asked, string resourceId, JsonObject error, string? correlationId) =>
        Read(asked, resourceId, 0, new JsonObject { ["error"] = error.DeepClone() }.ToJsonString(), correlationId) with
        {
            Status = 409,
        };

    private static void Collect(JsonObject? error, List<AzureFaultDetail> into, int depth)
    {
        if (error is null || depth > 6)
        {
            return;
        }
        if (Text(error, "message") is { } message && ErrorOf(Parse(message)) is { } inner)
        {
            Add(inner, into, depth);
        }
        if (error["details"] is JsonArray details)
        {
            foreach (JsonObject detail in details.OfType<JsonObject>())
            {
                Add(detail, into, depth);
            }
        }
    }

    private static void Add(JsonObject detail, List<AzureFaultDetail> into, int depth)
    {
        if (into.Count >= MostDetails)
        {
            return;
        }
        string message = Text(detail, "message") ?? "";
        if (ErrorOf(Parse(message)) is null)
        {
            into.Add(new AzureFaultDetail(Clean(Text(detail, "code") ?? "Unknown"), Clean(message)));
        }
        Collect(detail, into, depth + 1);
    }

    private static JsonObject? ErrorOf(JsonObject? body)
    {
        if (body is null)
        {
            return null;
        }
        if (body["error"] is JsonObject error)
        {
            return error;
        }
        return body["code"] is JsonValue && body["message"] is JsonValue ? body : null;
    }

    private static JsonObject? Parse(string? text)
    {
        if (text is null || !text.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }
        try
        {
            return AnswerJson.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? from, string name) =>
        from?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Outline(string? body, int status) =>
        string.IsNullOrWhiteSpace(body) ? $"The response had status {status} and no body."
        : body.Length > 300 ? body[..300] + "…"
        : body;

    private static string Clean(string message)
    {
        string clean = Redaction.Scrub(PlainText.Line(message).Trim());
        return clean.Length > LongestMessage ? $"{clean[..LongestMessage]}…" : clean;
    }
}
