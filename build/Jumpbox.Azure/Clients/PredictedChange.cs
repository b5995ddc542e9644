using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>The predicted change of one resource.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Kind">Create, Delete, Modify, NoChange, Ignore, Deploy or Unsupported.</param>
/// <param name="Delta">The changed properties with path, before and after; empty if Azure returns none.</param>
/// <param name="UnsupportedReason">Why Azure could not predict the change, if reported.</param>
internal sealed record PredictedChange(
    string ResourceId,
    string Kind,
    IReadOnlyList<JsonObject> Delta,
    string? UnsupportedReason
);
