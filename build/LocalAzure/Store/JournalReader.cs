using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>
/// Reads a state file from its start. A file of the first format has no head, no numbers and no checksums: each line is an array of
/// changes.
/// </summary>
/// <param name="path">The file's path, for errors.</param>
/// <param name="marked">The line that was written last; null if that is not known.</param>
internal sealed class JournalReader(string path, JournalChain? marked)
{
    private int _line;

    /// <summary>The chain after the last line that was read.</summary>
    public JournalChain Chain { get; private set; } = JournalChain.Start;

    /// <summary>Whether the line that was written last is there, or it is not known which that is.</summary>
    public bool HasPassedMark { get; private set; } = marked is null || marked.Value.Number == 0;

    /// <summary>Whether the last line is complete but for its end.</summary>
    public bool LacksEnd { get; private set; }

    /// <returns>The length up to the end of the last complete line.</returns>
    /// <exception cref="LocalAzureException">The file is damaged, or of a newer version.</exception>
    public long Read(FileStream file, Action<string, StoredResource?> load)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (bytes.Length == 0)
        {
            throw new LocalAzureException(
                $"LocalAzure's state file '{path}' is empty, which a state never is; it was not changed. Restore it, or delete its folder "
                    + "to start over."
            );
        }
        long good = 0;
        while (good < bytes.Length)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', (int)good);
            _line++;
            if (end < 0)
            {
                LacksEnd = IsWhole(bytes.AsSpan((int)good));
                if (!LacksEnd)
                {
                    CheckCut(bytes.AsSpan((int)good));
                    break;
                }
                end = bytes.Length;
            }
            Apply(bytes.AsSpan((int)good, end - (int)good), load);
            good = end + 1;
        }
        return Math.Min(good, bytes.Length);
    }

    private void Apply(ReadOnlySpan<byte> line, Action<string, StoredResource?> load)
    {
        try
        {
            if (_line == 1 && line is [(byte)'{', ..])
            {
                CheckFormat(JsonNode.Parse(line)!["format"]!.GetValue<int>());
                IsChained = true;
                return;
            }
            if (!IsChained && !line.StartsWith(OldBeginning))
            {
                throw Damaged("", null);
            }
            foreach (JsonNode? change in JsonNode.Parse(IsChained ? Content(line) : line)!.AsArray())
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
                        or FormatException
                        or ArgumentException
            )
        {
            throw Damaged("", e);
        }
    }

    /// <summary>Whether the lines have numbers and checksums.</summary>
    public bool IsChained { get; private set; }

    // {"n":1,"s":"0123456789abcdef","c":[…]}
    private ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf("\"c\":"u8);
        if (!line.StartsWith(Beginning) || at < 0 || line[^1] != (byte)'}')
        {
            throw Damaged("", null);
        }
        ReadOnlySpan<byte> changes = line[(at + 4)..^1];
        JsonNode head = JsonNode.Parse([.. line[..(at - 1)], (byte)'}'])!;
        long number = head["n"]!.GetValue<long>();
        Chain = Chain.Next(changes);
        if (number != Chain.Number)
        {
            throw Damaged(
                $": it has the number {number} instead of {Chain.Number}, so lines before it are missing",
                null
            );
        }
        if (
            ulong.Parse(head["s"]!.GetValue<string>(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            != Chain.Sum
        )
        {
            throw Damaged(": its checksum does not match", null);
        }
        HasPassedMark |= Chain == marked;
        return changes;
    }

    // A line whose end was removed, as editors do.
    private bool IsWhole(ReadOnlySpan<byte> rest)
    {
        try
        {
            Utf8JsonReader reader = new(rest);
            while (reader.Read()) { }
            return IsChained && rest.StartsWith(Beginning);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A kill leaves the beginning of a transaction. Anything else is not removed: it may be the rest of a user's state.
    private void CheckCut(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> start = IsChained ? Beginning : OldBeginning;
        if (!start.StartsWith(rest[..Math.Min(rest.Length, start.Length)]))
        {
            throw Damaged("", null);
        }
        try
        {
            Utf8JsonReader reader = new(rest, isFinalBlock: false, default);
            while (reader.Read()) { }
        }
        catch (JsonException e)
        {
            throw Damaged("", e);
        }
    }

    private void CheckFormat(int format)
    {
        if (format != JournalChain.Format)
        {
            throw new LocalAzureException(
                $"LocalAzure's state file '{path}' has the format {format}, and this version reads {JournalChain.Format} and older ones; it "
                    + "was not changed. Use the version that wrote it, or delete its folder to start over."
            );
        }
    }

    private static ReadOnlySpan<byte> Beginning => "{\"n\":"u8;

    private static ReadOnlySpan<byte> OldBeginning => "[{\"k\":"u8;

    private LocalAzureException Damaged(string why, Exception? cause)
    {
        string message =
            $"LocalAzure's state file '{path}' is damaged in line {_line}{why}; it was not changed. Restore it, or delete its folder to "
            + "start over.";
        return cause is null ? new LocalAzureException(message) : new LocalAzureException(message, cause);
    }
}
