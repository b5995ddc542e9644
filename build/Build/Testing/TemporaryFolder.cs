namespace Build.Testing;

/// <summary>
/// The temporary folder of one test run. The SDK leaves folders in it, and killed programs leave pipes; everything is deleted
/// with the folder.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly string[] Names = ["TMPDIR", "TEMP", "TMP"];

    // It contains sockets, whose full path may have 108 characters. Source: unix(7).
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-t-");

    /// <summary>Creates the folder. Other users may enter it, as apt's user must.</summary>
    public TemporaryFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            _folder.UnixFileMode |=
                UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }
    }

    /// <summary>The environment variables that set the temporary folder on each system.</summary>
    public IReadOnlyDictionary<string, string> Variables => Names.ToDictionary(name => name, _ => _folder.FullName);

    /// <summary>Deletes the folder with everything in it.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
