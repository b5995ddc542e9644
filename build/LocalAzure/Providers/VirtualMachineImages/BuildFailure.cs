namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>Ends a build.</summary>
internal sealed class BuildFailure(string message, bool KeepsMachine, bool partlyDone = false) : Exception(message)
{
    /// <summary>Whether the build VM is kept after this failure, as requested.</summary>
    public bool KeepsMachine { get; } = KeepsMachine;

    /// <summary>Whether the image was distributed to some of the targets.</summary>
    public bool PartlyDone { get; } = partlyDone;

    /// <summary>
    /// The message of the last run status with the location of the log, in the service's format since 2024.
    /// </summary>
    public string Explain(string run, string? account) =>
        account is null
            ? Message
            : $"{Message} For more troubleshooting steps go to https://aka.ms/azvmimagebuilderts. Image Build log location: "
                + $"{account}/blobServices/default/containers/{BuildLog.Container}/blobs/{run}/{BuildLog.Customization}. "
                + $"OperationId: {run}. Use this operationId to search packer logs.";
}
