using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.SignIn;

/// <summary>A credential and why it was taken.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Description">Who asks and why so, for the run's first lines.</param>
/// <param name="Source">The way of signing in, for the cures of errors.</param>
public sealed record ChosenCredential(TokenCredential Credential, string Description, SignInSource Source);
