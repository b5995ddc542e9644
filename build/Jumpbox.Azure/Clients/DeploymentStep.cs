using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>An operation of a deployment.</summary>
/// <param name="ResourceId">The resource; null for operations without one, for example the evaluation of outputs.</param>
/// <param name="State">Running, Succeeded, Failed…</param>
/// <param name="Error">Why it failed; null unless it did.</param>
internal sealed record DeploymentStep(string? ResourceId, string State, AzureFault? Error);
