namespace Hostile;

/// <summary>Statuses that Azure does not send for a request, with what proxies and careless services send along.</summary>
internal static class StatusMisbehaviours
{
    private const string Year = "31536000";

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        Answering("bad gateway with a page", 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "Http502"),
        Answering(
            "busy for a year",
            503,
            Error("ServerBusy", "busy"),
            ["ServerBusy", "TimedOut"],
            ("Retry-After", Year)
        ),
        Answering(
            "throttled for a year",
            429,
            Error("TooManyRequests", "slow down"),
            ["TooManyRequests", "TimedOut"],
            ("Retry-After", Year)
        ),
        Answering(
            "throttled beyond all numbers",
            429,
            Error("TooManyRequests", "slow down"),
            ["TooManyRequests", "TimedOut"],
            ("Retry-After", new string('9', 400))
        ),
        Answering(
            "throttled into the past",
            429,
            Error("TooManyRequests", "slow down"),
            ["TooManyRequests", "TimedOut"],
            ("Retry-After", "-5")
        ),
        Answering(
            "proxy requires a password",
            407,
            "",
            ["407", "proxy"],
            ("Proxy-Authenticate", "Basic realm=\"corp\"")
        ),
        Answering("blocked by a firewall", 403, "<html>Blocked by policy 42</html>", "403"),
        Answering("unauthorized", 401, "", "401"),
        Answering(
            "claims challenge without an end",
            401,
            "",
            ["401"],
            ("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"")
        ),
        Answering("not modified", 304, ""),
        Answering("no content", 204, ""),
        Answering("accepted without an address", 202, ""),
        Answering("partial content", 206, "{\"va"),
        Answering("time-out of the request", 408, "", "408", "TimedOut"),
        Answering("gone", 410, Error("Gone", "gone"), "Gone"),
        Answering("teapot", 418, "short and stout", "418"),
        Answering("unknown status", 999, "", "999"),
        Answering(
            "refusal with commands for terminals and runners",
            409,
            Error(
                "Conf\\u001b[2Jlict",
                "\\u001b]0;owned\\u0007\\u202e\\r\\n##vso[task.setvariable variable=a]b\\r\\n::set-output name=a::b"
            ),
            "Conf"
        ),
        Answering(
            "refusal with a secret",
            400,
            Error(
                "BadRequest",
                $"Authorization: Bearer {Misbehaviours.Secret} at https://x.blob.core.windows.net/a?sv=1&sig={Misbehaviours.Secret}"
            ),
            "BadRequest"
        ),
        Answering("refusal of a megabyte", 400, Error("BadRequest", new string('m', 1 << 20)), "BadRequest"),
        Answering("refusal with a broken body", 400, "{\"error\":{\"code\":\"Bad", "400", "BrokenAnswer"),
    ];

    private static string Error(string code, string message) =>
        $$"""{"error":{"code":"{{code}}","message":"{{message}}"} }""";

    private static Misbehaviour Answering(string name, int status, string body, params string[] told) =>
        Answering(name, status, body, told, []);

    private static Misbehaviour Answering(
        string name,
        int status,
        string body,
        string[] told,
        params (string Name, string Value)[] headers
    ) => new(name, told) { OnRequestAsync = exchange => exchange.WriteAsync(FrontAnswer.Of(status, body, headers)) };
}
