using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>What a deployment would do to one resource.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Kind">Create, Delete, Modify, NoChange, Ignore, Deploy or Unsupported.</param>
/// <param name="Delta">The properties that would change, each with path, before and after; empty where Azure gives none.</param>
/// <param name="UnsupportedReason">Why Azure could not predict it, where it says so.</param>
internal sealed record PredictedChange(
    string ResourceId,
    string Kind,
    IReadOnlyList<JsonObject> Delta,
    string? UnsupportedReason
);
