using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>What to deploy.</summary>
/// <param name="Template">The compiled template.</param>
/// <param name="Parameters">The parameters, each as <c>{"value": …}</c>; empty for none.</param>
/// <param name="Location">Where the deployment's record is kept; needed at subscription scope, not allowed at a group.</param>
/// <param name="Tags">Tags of the deployment's record.</param>
internal sealed record DeploymentRequest(
    JsonObject Template,
    JsonObject Parameters,
    string? Location = null,
    IReadOnlyDictionary<string, string>? Tags = null
);
