using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;

namespace Jumpbox.Azure.Arm;

/// <summary>One request to the resource manager.</summary>
/// <param name="Asked">What is asked, as the continuation of "could not".</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The resource's id, perhaps with an action behind it; no query.</param>
/// <param name="ApiVersion">The provider's API version.</param>
internal sealed record ArmCall(string Asked, RequestMethod Method, string Path, string ApiVersion)
{
    /// <summary>More of the query, unescaped, for example <c>$filter</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    public JsonNode? Body { get; init; }

    /// <summary>Whether sending it twice could make it happen twice.</summary>
    public bool OnceOnly { get; init; }

    /// <summary>Whether it is a question although its method could change something.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>What was seen before, for the journal.</summary>
    public string? Before { get; init; }

    /// <summary>Whether it may change something.</summary>
    public bool IsEffect => !IsQuestion && Method != RequestMethod.Get && Method != RequestMethod.Head;

    /// <summary>The SHA-256 of the body as hex; null without a body.</summary>
    public string? Content =>
        Body is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body.ToJsonString())));

    /// <summary>Statuses that are an answer and not a failure, beside 2xx.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [];

    public Uri Target(Uri endpoint)
    {
        string query = string.Concat(Query.Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}"));
        return new Uri(endpoint, $"{Path}?api-version={ApiVersion}{query}");
    }
}
