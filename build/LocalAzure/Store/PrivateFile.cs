namespace LocalAzure.Store;

/// <summary>Files of the state contain the key for tokens, so they are created with permissions for the owner only.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }
    }

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
            // What a full disk refuses must not be kept for a later write.
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }
        if (mode is not (FileMode.Open or FileMode.Truncate))
        {
            // .NET throws if the mode is set for a file that is not created.
            options.UnixCreateMode = Owner;
        }
        FileStream file = new(path, options);
        // For a file by an earlier version, or a copy.
        File.SetUnixFileMode(file.SafeFileHandle, Owner);
        return file;
    }
}
