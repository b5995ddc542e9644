namespace Jumpbox.Files;

/// <summary>Files that only their owner can read, written without a buffer.</summary>
internal static class OwnedFile
{
    public static FileStreamOptions Options(FileMode mode)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }
}
