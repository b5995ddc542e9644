using System.Text;

namespace Jumpbox.Files;

/// <summary>Replaces a file atomically: no reader sees a partial file, and a killed run leaves none.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file with text, as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The account has no permission to write there.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces a file with bytes.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The account may not write there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, ownerOnly: false);

    /// <summary>Replaces a file that only its owner can read; when this returns, it is on disk.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The account may not write there.</exception>
    internal static void WriteSecret(string path, string text) =>
        Write(path, Encoding.UTF8.GetBytes(text), ownerOnly: true);

    private static void Write(string path, ReadOnlySpan<byte> content, bool ownerOnly)
    {
        string full = Path.GetFullPath(path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // Two runs may write the same file at the same time, so each uses its own temporary file.
        string temporary = $"{full}.{Guid.NewGuid():N}";
        try
        {
            if (ownerOnly)
            {
                using FileStream stream = new(temporary, OwnedFile.Options(FileMode.CreateNew));
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            else
            {
                File.WriteAllBytes(temporary, content);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
