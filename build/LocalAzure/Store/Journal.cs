using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>
/// An append-only file with one line per transaction: an array of {k, i, t, b, h}, or {k} for a removal. A kill can only
/// truncate the last line, which is removed when the file is opened, so the store is as before that request. Compaction
/// writes a new file and renames it over the old one, which is atomic.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const long CompactAt = 8 * 1024 * 1024;
    private readonly string _path;
    private readonly FileStream _lockFile;
    private FileStream? _file;
    private long _compactAt;

    private Journal(string path, FileStream lockFile, FileStream file)
    {
        _path = path;
        _lockFile = lockFile;
        _file = file;
        _compactAt = Math.Max(CompactAt, file.Length * 2);
    }

    public static Journal Open(string folder, Action<string, StoredResource?> load)
    {
        PrivateFile.CreateFolder(folder);
        FileStream lockFile = TakeLock(folder);
        string path = Path.Combine(folder, "state.jsonl");
        File.Delete(path + ".new");
        try
        {
            FileStream file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.Read);
            file.SetLength(Replay(file, path, load));
            file.Seek(0, SeekOrigin.End);
            return new Journal(path, lockFile, file);
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Appends a line, or leaves the file as it was.</summary>
    /// <exception cref="IOException">It could not be written, for example because the disk is full.</exception>
    public void Append(IEnumerable<(string Key, StoredResource? Value)> changes)
    {
        FileStream file = Current();
        long length = file.Length;
        try
        {
            file.Write(Line(changes));
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
        string next = _path + ".new";
        try
        {
            Write(next, all);
            // Windows cannot replace an open file.
            _file!.Dispose();
            _file = null;
            File.Move(next, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(next);
        }
        // The change is already stored; if the file cannot be reopened, the next request fails.
        if (_file is not null || TryReopen())
        {
            _compactAt = Math.Max(CompactAt, _file!.Length * 2);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _lockFile.Dispose();
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

    private static void Write(string path, IEnumerable<StoredResource> all)
    {
        using FileStream file = PrivateFile.Open(path, FileMode.Create, FileShare.None);
        foreach (StoredResource document in all)
        {
            file.Write(Line([(document.Key, document)]));
        }
        file.Flush(flushToDisk: true);
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static FileStream TakeLock(string folder)
    {
        string path = Path.Combine(folder, "state.lock");
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new LocalAzureException(
                $"LocalAzure's state folder '{folder}' is in use by another process. "
                    + "Wait until that run has ended, or give another folder.",
                e
            );
        }
    }

    /// <returns>The length up to the end of the last complete line.</returns>
    private static long Replay(FileStream file, string path, Action<string, StoredResource?> load)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        long good = 0;
        int number = 0;
        while (good < bytes.Length)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', (int)good);
            number++;
            if (end < 0)
            {
                CheckCut(bytes.AsSpan((int)good), path, number);
                break;
            }
            Apply(bytes.AsSpan((int)good, end - (int)good), path, number, load);
            good = end + 1;
        }
        return good;
    }

    private static void Apply(ReadOnlySpan<byte> line, string path, int number, Action<string, StoredResource?> load)
    {
        try
        {
            foreach (JsonNode? change in JsonNode.Parse(line)!.AsArray())
            {
                string key = change!["k"]!.GetValue<string>();
                load(
                    key,
                    change["t"] is null
                        ? null
                        : new StoredResource(
                            change["i"]!.GetValue<string>(),
                            change["t"]!.GetValue<string>(),
                            (JsonObject)change["b"]!.DeepClone(),
                            (JsonObject?)change["h"]?.DeepClone()
                        )
                );
            }
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or NullReferenceException
                        or InvalidCastException
                        or ArgumentException
            )
        {
            throw Damaged(path, number, e);
        }
    }

    // A kill leaves the beginning of a transaction. Anything else is not removed: it may be the rest of a user's state.
    private static void CheckCut(ReadOnlySpan<byte> rest, string path, int number)
    {
        if (!Start.StartsWith(rest[..Math.Min(rest.Length, Start.Length)]))
        {
            throw Damaged(path, number, null);
        }
        try
        {
            Utf8JsonReader reader = new(rest, isFinalBlock: false, default);
            while (reader.Read()) { }
        }
        catch (JsonException e)
        {
            throw Damaged(path, number, e);
        }
    }

    private static ReadOnlySpan<byte> Start => "[{\"k\":"u8;

    private static LocalAzureException Damaged(string path, int number, Exception? cause)
    {
        string message =
            $"LocalAzure's state file '{path}' is damaged in line {number}; it was not changed. Restore it, or delete its folder to "
            + "start over.";
        return cause is null ? new LocalAzureException(message) : new LocalAzureException(message, cause);
    }

    private static byte[] Line(IEnumerable<(string Key, StoredResource? Value)> changes)
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
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
