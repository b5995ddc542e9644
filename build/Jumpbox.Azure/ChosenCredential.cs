using Azure.Core;

namespace Jumpbox.Azure;

/// <summary>A credential and why it was taken.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Description">Who asks, for the run's first lines.</param>
public sealed record ChosenCredential(TokenCredential Credential, string Description);
