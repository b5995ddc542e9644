using Jumpbox.Files;

namespace Jumpbox.Journaling;

/// <summary>
/// Tokens that continue Azure operations, one file each next to the journal: secrets, because poll URLs are signed. They are
/// readable by their owner only, and deleted when the operation has ended.
/// </summary>
internal sealed class OperationTokens(string folder, string prefix)
{
    /// <summary>Saves a token; when this returns, it is on disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Keep(int number, string token) => AtomicFile.WriteSecret(FileOf(number), token);

    /// <summary>A saved token; null when there is none, empty when it cannot be read.</summary>
    public string? Find(int number)
    {
        try
        {
            return File.Exists(FileOf(number)) ? File.ReadAllText(FileOf(number)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Deletes all tokens that are no longer needed, including those of a killed run.</summary>
    public void ForgetAllBut(IEnumerable<int> needed)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        HashSet<string> kept = [.. needed.Select(FileOf)];
        foreach (string file in Directory.GetFiles(folder, $"{prefix}-*.json*").Where(file => !kept.Contains(file)))
        {
            Forget(file);
        }
    }

    // A token that cannot be deleted does not make a completed effect a failure.
    private static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private string FileOf(int number) => Path.Combine(folder, $"{prefix}-{number}.json");
}
