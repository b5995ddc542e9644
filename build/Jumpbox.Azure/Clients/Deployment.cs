using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>A deployment as Azure returns it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Accepted, Running, Succeeded, Failed, Canceled…</param>
/// <param name="Outputs">The outputs' values by name; empty until it succeeded.</param>
/// <param name="Resources">The ids of the resources that it created or confirmed.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
/// <param name="CorrelationId">The correlation id for Microsoft support.</param>
/// <param name="Tags">The tags of the deployment.</param>
internal sealed record Deployment(
    string Id,
    string Name,
    string State,
    IReadOnlyDictionary<string, JsonNode?> Outputs,
    IReadOnlyList<string> Resources,
    AzureFault? Error,
    string? CorrelationId,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>Whether it has ended.</summary>
    public bool IsFinished => State is "Succeeded" or "Failed" or "Canceled";

    /// <summary>Gets a string output.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="KeyNotFoundException">The template has no such output.</exception>
    public string Text(string name) =>
        Outputs.TryGetValue(name, out JsonNode? value) && value is JsonValue text
            ? text.ToString()
            : throw new KeyNotFoundException(
                $"Deployment '{Name}' has no text output '{name}'. It has: {string.Join(", ", Outputs.Keys)}."
            );
}
