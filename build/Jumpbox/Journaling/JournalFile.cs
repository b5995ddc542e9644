using Jumpbox.Files;

namespace Jumpbox.Journaling;

/// <summary>
/// The journal's file, to which complete lines are appended and flushed to disk. Created with its first line.
/// </summary>
internal sealed class JournalFile(string path, JournalConfiguration configuration, int whole) : IDisposable
{
    private FileStream? _file;

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">It could not be written; the file ends as it did before.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write it.</exception>
    public void Append(JournalEntry entry)
    {
        FileStream file = _file ??= Begin();
        long length = file.Length;
        try
        {
            file.Write(JournalText.Entry(entry));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // A partial line would corrupt the lines after it.
            file.SetLength(length);
            throw;
        }
    }

    public void Dispose() => _file?.Dispose();

    private FileStream Begin()
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream file = new(path, OwnedFile.Options(FileMode.OpenOrCreate));
        // Removes the partial line of an earlier run that was killed, so that the next line starts on a new line.
        file.SetLength(whole);
        _ = file.Seek(0, SeekOrigin.End);
        if (whole == 0)
        {
            file.Write(JournalText.Header(configuration));
            file.Flush(flushToDisk: true);
        }
        return file;
    }
}
