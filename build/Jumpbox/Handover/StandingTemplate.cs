using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Handover;

/// <summary>An existing image template under the name of the one to build from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Identities">The ids of its identities.</param>
/// <param name="Properties">Its properties as Azure shows them.</param>
public sealed record StandingTemplate(
    ResourceId Id,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Identities,
    JsonObject Properties
);
