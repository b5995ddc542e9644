namespace Jumpbox.Files;

/// <summary>
/// Reads files that others may have put there: only ordinary ones, and only up to a size. Opening a pipe would wait for its writer
/// without end, and a device has no end.
/// </summary>
internal static class PlainFile
{
    // A file of evidence has a few megabytes at most; the limit keeps another one from filling the memory.
    private const long LargestBytes = 64 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its bytes; none of what is no ordinary file.</returns>
    /// <exception cref="IOException">It cannot be read, is a symbolic link, or has more than 64 MiB.</exception>
    /// <exception cref="UnauthorizedAccessException">The account has no permission to read it.</exception>
    public static byte[] Read(string path)
    {
        FileInfo file = new(path);
        if (file.LinkTarget is { } target)
        {
            throw new IOException($"It is a symbolic link to '{target}', which is not followed.");
        }
        // Pipes, sockets and devices have the length 0, and are not opened.
        return file.Length switch
        {
            0 => [],
            > LargestBytes => throw new IOException($"It has {file.Length} bytes, too many for a file of evidence."),
            _ => File.ReadAllBytes(path),
        };
    }
}
