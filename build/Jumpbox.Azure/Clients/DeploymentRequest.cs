using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>A template with its parameters.</summary>
/// <param name="Template">The compiled template.</param>
/// <param name="Parameters">The parameters, each as <c>{"value": …}</c>; empty for none.</param>
/// <param name="Location">
/// The location of the deployment; required at subscription scope, not allowed at a resource group.
/// </param>
/// <param name="Tags">The tags of the deployment.</param>
internal sealed record DeploymentRequest(
    JsonObject Template,
    JsonObject Parameters,
    string? Location = null,
    IReadOnlyDictionary<string, string>? Tags = null
);
