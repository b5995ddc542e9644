using System.Text.Json;
using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>
/// An append-only file: a line with its format, then one line per transaction with an array of {k, i, t, b, h}, or {k} for a removal. Each
/// line has the next number and a checksum over all before it, and the last is marked in another file, so that a missing or changed one is
/// noticed. A kill can only truncate the last line, which is removed when the file is opened, so the store is as before that request.
/// Compaction writes a new file and renames it over the old one, which is atomic; so does creation, and an empty file is a damaged one.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const long CompactAt = 8 * 1024 * 1024;
    private readonly string _path;
    private readonly JournalMark _mark;
    private FileStream? _file;
    private JournalChain _chain;
    private long _compactAt;

    private Journal(string path, JournalMark mark, FileStream file, JournalChain chain)
    {
        _path = path;
        _mark = mark;
        _file = file;
        _chain = chain;
        _compactAt = Math.Max(CompactAt, file.Length * 2);
    }

    /// <summary>Whether the file has the format of an earlier version, and must be rewritten before a line is appended.</summary>
    public bool IsOld { get; private init; }

    /// <exception cref="LocalAzureException">The state is in use, damaged, or cannot be opened.</exception>
    public static Journal Open(string folder, Action<string, StoredResource?> load)
    {
        string path = Path.Combine(folder, "state.jsonl");
        JournalMark? mark = null;
        try
        {
            PrivateFile.CreateFolder(folder);
            mark = JournalMark.Take(folder);
            return OpenLocked(path, mark, load);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mark?.Dispose();
            throw Unusable(folder, path, e);
        }
        catch
        {
            mark?.Dispose();
            throw;
        }
    }

    private static Journal OpenLocked(string path, JournalMark mark, Action<string, StoredResource?> load)
    {
        string next = path + ".new";
        JournalChain? marked = mark.Read();
        File.Delete(next);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            if (marked is not null)
            {
                throw mark.Lost(path, last: 0);
            }
            Write(next, []);
            File.Move(next, path);
        }
        FileStream file = PrivateFile.Open(path, FileMode.Open, FileShare.Read);
        try
        {
            JournalReader reader = new(path, marked);
            long whole = reader.Read(file, load);
            if (!reader.HasPassedMark)
            {
                throw mark.Lost(path, reader.Chain.Number);
            }
            file.SetLength(whole);
            file.Seek(0, SeekOrigin.End);
            if (reader.LacksEnd)
            {
                file.WriteByte((byte)'\n');
            }
            return new Journal(path, mark, file, reader.Chain) { IsOld = !reader.IsChained };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends a line, or leaves the file as it was.</summary>
    /// <exception cref="IOException">It could not be written, for example because the disk is full.</exception>
    public void Append(IEnumerable<(string Key, StoredResource? Value)> changes)
    {
        FileStream file = Current();
        long length = file.Length;
        (byte[] line, JournalChain after) = _chain.Line(Changes(changes));
        try
        {
            file.Write(line);
            _chain = after;
            _mark.Write(after);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            // What .NET makes of EFBIG: beyond the largest file that the process or the file system allows.
            file.SetLength(length);
            throw new IOException(tooLarge.Message, tooLarge);
        }
        catch (IOException)
        {
            // A partial line would damage the lines after it.
            file.SetLength(length);
            throw;
        }
    }

    /// <summary>
    /// Rewrites the file when it is large. If that fails, the old one remains in use, up to twice its size.
    /// </summary>
    public void CompactWhenLarge(IEnumerable<StoredResource> all)
    {
        if (Current().Length < _compactAt)
        {
            return;
        }
        try
        {
            Rewrite(all);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(_path + ".new");
        }
        // The change is already stored; if the file cannot be reopened, the next request fails.
        if (_file is not null || TryReopen())
        {
            _compactAt = Math.Max(CompactAt, _file!.Length * 2);
        }
    }

    /// <summary>Writes a new file with these documents and renames it over the old one.</summary>
    /// <exception cref="IOException">It could not be written; the old one is as it was.</exception>
    public void Rewrite(IEnumerable<StoredResource> all)
    {
        string next = _path + ".new";
        JournalChain written = Write(next, all);
        // Windows cannot replace an open file.
        _file!.Dispose();
        _file = null;
        _mark.Clear();
        File.Move(next, _path, overwrite: true);
        _chain = written;
        _mark.Write(written);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _mark.Dispose();
    }

    private FileStream Current() => _file ??= Reopen();

    private FileStream Reopen()
    {
        FileStream file = PrivateFile.Open(_path, FileMode.Open, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private bool TryReopen()
    {
        try
        {
            _file = Reopen();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static JournalChain Write(string path, IEnumerable<StoredResource> all)
    {
        using FileStream file = PrivateFile.Open(path, FileMode.Create, FileShare.None);
        JournalChain chain = JournalChain.Start;
        file.Write(JournalChain.Head);
        foreach (StoredResource document in all)
        {
            (byte[] line, chain) = chain.Line(Changes([(document.Key, document)]));
            file.Write(line);
        }
        file.Flush(flushToDisk: true);
        return chain;
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static LocalAzureException Unusable(string folder, string path, Exception cause)
    {
        string why =
            File.Exists(folder) ? $"'{folder}' is a file, and a folder is needed. Move it away"
            : Directory.Exists(path) ? $"'{path}' is a folder, and a file is needed. Move it away"
            : $"'{folder}' cannot be used: {cause.Message} Let this user read and write it";
        return new LocalAzureException($"LocalAzure's state {why}, or give another folder.", cause);
    }

    private static byte[] Changes(IEnumerable<(string Key, StoredResource? Value)> changes)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartArray();
            foreach ((string? key, StoredResource? value) in changes)
            {
                writer.WriteStartObject();
                writer.WriteString("k", key);
                if (value is not null)
                {
                    writer.WriteString("i", value.Id);
                    writer.WriteString("t", value.Type);
                    writer.WritePropertyName("b");
                    value.Body.WriteTo(writer);
                    if (value.Hidden is not null)
                    {
                        writer.WritePropertyName("h");
                        value.Hidden.WriteTo(writer);
                    }
                }
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return buffer.ToArray();
    }
}
