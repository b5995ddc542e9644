namespace Build.Run;

/// <summary>What is looked at on this machine before the first target.</summary>
public sealed record MachineView
{
    /// <summary>The network.</summary>
    public HostProbe Network { get; init; } = new();

    /// <summary>The bytes that this user may still write on the disk of a folder; null where the file system does not say.</summary>
    public Func<string, long?> FreeBytes { get; init; } = Free;

    private static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
