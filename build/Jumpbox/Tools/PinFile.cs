namespace Jumpbox.Tools;

/// <summary>Reads the files of catalogue and lock.</summary>
internal static class PinFile
{
    // Both files have tens of kilobytes; the limit keeps a wrong path from filling the memory.
    private const long LargestBytes = 4 * 1024 * 1024;

    /// <summary>Reads a file of at most 4 MiB.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PinException">It is missing, unreadable or too large.</exception>
    public static string Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= LargestBytes
                ? File.ReadAllText(path)
                : throw Broken(path, $"{length} bytes", $"a file of at most {LargestBytes} bytes");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Broken(path, null, "an existing file; restore it with git, or set another path");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, failure.Message, "a readable file");
        }
    }

    private static PinException Broken(string path, string? value, string expected) =>
        new(path, [new PinProblem("", value, expected)]);
}
