using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;

namespace Jumpbox.Azure.Arm;

/// <summary>A request to Azure Resource Manager.</summary>
/// <param name="Asked">The purpose, as the continuation of "could not".</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The resource id, optionally followed by an action, without a query.</param>
/// <param name="ApiVersion">The API version of the provider.</param>
internal sealed record ArmCall(string Asked, RequestMethod Method, string Path, string ApiVersion)
{
    /// <summary>Additional query parameters, unescaped, for example <c>$filter</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    public JsonNode? Body { get; init; }

    /// <summary>The ETag that the resource must still have; null where Azure serves none.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Whether the resource must not exist yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the request is not idempotent.</summary>
    public bool NotIdempotent { get; init; }

    /// <summary>Whether the request only reads although its method is not GET.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Whether the resource that is read is known to exist, so that a list has it.</summary>
    public bool Exists { get; init; }

    /// <summary>The state that was read before, for the journal.</summary>
    public string? Before { get; init; }

    /// <summary>Whether the request may change something.</summary>
    public bool IsEffect => !IsQuestion && Method != RequestMethod.Get && Method != RequestMethod.Head;

    /// <summary>The SHA-256 of the body in hexadecimal; null without a body.</summary>
    public string? Content =>
        Body is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body.ToJsonString())));

    /// <summary>Statuses other than 2xx that are not failures.</summary>
    public IReadOnlyList<int> Accepted { get; init; } = [];

    public Uri Target(Uri endpoint)
    {
        string query = string.Concat(Query.Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}"));
        return new Uri(endpoint, $"{Path}?api-version={ApiVersion}{query}");
    }
}
