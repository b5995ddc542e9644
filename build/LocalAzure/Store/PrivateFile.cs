namespace LocalAzure.Store;

/// <summary>Files of the state: they hold the key that signs tokens, so only their owner may read them, from the first byte.</summary>
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
            // .NET refuses it where nothing can be created.
            options.UnixCreateMode = Owner;
        }
        FileStream file = new(path, options);
        // One that an earlier version made, or someone copied here.
        File.SetUnixFileMode(file.SafeFileHandle, Owner);
        return file;
    }
}
