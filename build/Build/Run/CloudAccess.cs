using Jumpbox.Azure.Clients;

namespace Build.Run;

/// <summary>How a run gets to its cloud.</summary>
/// <param name="ConnectAsync">Connects to the cloud of the settings, once.</param>
/// <param name="OpenAsync">Opens a session that only reads, for what settings leave open; the caller disposes it.</param>
public sealed record CloudAccess(
    Func<BuildContext, Task<AzureSession>> ConnectAsync,
    Func<BuildContext, CloudChoice, Task<AzureSession>> OpenAsync
);
