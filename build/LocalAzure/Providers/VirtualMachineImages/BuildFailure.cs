namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>Ends a build.</summary>
internal sealed class BuildFailure(string message, bool KeepsMachine, bool partlyDone = false) : Exception(message)
{
    /// <summary>Whether the owner asked to keep the build machine after such a failure.</summary>
    public bool KeepsMachine { get; } = KeepsMachine;

    /// <summary>Whether some of several targets got the image.</summary>
    public bool PartlyDone { get; } = partlyDone;

    /// <summary>The message of the last run status, with the log's place as the service gives it from 2024 on.</summary>
    public string Explain(string run, string? account) =>
        account is null
            ? Message
            : $"{Message} For more troubleshooting steps go to https://aka.ms/azvmimagebuilderts. Image Build log location: "
                + $"{account}/blobServices/default/containers/{BuildLog.Container}/blobs/{run}/{BuildLog.Customization}. "
                + $"OperationId: {run}. Use this operationId to search packer logs.";
}
