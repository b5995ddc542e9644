namespace Build.Run;

/// <summary>Whether a folder can be written, tried with a file that is deleted at once.</summary>
internal static class WritableFolder
{
    /// <summary>Tries it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="create">Whether the folder is created if missing; otherwise it must exist.</param>
    /// <returns>Why no file can be created in it; null if one can.</returns>
    public static string? Objection(string folder, bool create = false)
    {
        try
        {
            if (create)
            {
                Directory.CreateDirectory(folder);
            }
            using FileStream _ = new(
                Path.Combine(folder, $".jumpbox-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
