using System.Text.Json.Nodes;

namespace LocalAzure.Arm;

/// <summary>An authenticated and parsed request with its body.</summary>
internal sealed record ArmRequest(string Method, ArmPath Path, string ApiVersion, Caller Caller)
{
    public JsonObject? Body { get; init; }

    /// <summary>True for a child in its parent's body: the parent makes the checks between children.</summary>
    public bool IsInline { get; init; }

    public IReadOnlyDictionary<string, string> Query { get; init; } = EmptyQuery;

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public string CorrelationId { get; init; } = "";

    private static readonly Dictionary<string, string> EmptyQuery = new(StringComparer.OrdinalIgnoreCase);

    public string? Option(string name) => Query.TryGetValue(name, out string? value) ? value : null;

    public JsonObject RequireBody() =>
        Body
        ?? throw new ArmException(
            400,
            "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: 'A JSON object is required in the body.'."
        );
}

/// <summary>The object id of the calling principal. <see cref="System"/> is the platform and is never refused.</summary>
internal sealed record Caller(string ObjectId, bool IsSystem = false)
{
    public static readonly Caller System = new("00000000-0000-0000-0000-000000000000", true);
}
