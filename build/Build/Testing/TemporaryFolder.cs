namespace Build.Testing;

/// <summary>
/// The temporary folder of one test run. The SDK leaves folders behind there, and a program that a test kills leaves pipes; all of it
/// goes with the folder.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly string[] Names = ["TMPDIR", "TEMP", "TMP"];

    // Sockets stand in it, whose whole path may have 108 characters. Source: unix(7).
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-t-");

    /// <summary>Makes the folder. Other users may enter it, as apt's own user must.</summary>
    public TemporaryFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            _folder.UnixFileMode |=
                UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }
    }

    /// <summary>The variables that give the folder to a program, on each system.</summary>
    public IReadOnlyDictionary<string, string> Variables => Names.ToDictionary(name => name, _ => _folder.FullName);

    /// <summary>Removes the folder with everything in it.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
