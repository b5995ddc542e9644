using System.Text;

namespace Jumpbox.Evidence.Scan;

/// <summary>Which records of an ecosystem were read, and of which day the newest is.</summary>
/// <param name="ecosystem">The ecosystem.</param>
/// <param name="name">Its name in advisories of this image.</param>
internal sealed class EcosystemRecords(Ecosystem ecosystem, string name)
{
    private readonly byte[] _family = Encoding.UTF8.GetBytes(ecosystem.Family);
    private readonly byte[] _mark = Encoding.UTF8.GetBytes($"\"{name}\"");
    private byte[] _newest = [];

    /// <summary>The ecosystem.</summary>
    public Ecosystem Ecosystem => ecosystem;

    /// <summary>Its name in advisories of this image.</summary>
    public string Name => name;

    /// <summary>Whether there was a record of it, for whichever release.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether an export names it, of Ubuntu this release.</summary>
    public bool Has { get; private set; }

    /// <summary>When the newest record was modified; null if unknown.</summary>
    public DateTimeOffset? Day => JsonText.Time(Encoding.UTF8.GetString(_newest));

    /// <summary>Whether a record whose first package is of an ecosystem belongs to it.</summary>
    public bool IsOf(ReadOnlySpan<byte> other) =>
        other.StartsWith(_family) && (other.Length == _family.Length || other[_family.Length] == ':');

    /// <summary>Takes one of its records.</summary>
    /// <param name="record">The record as UTF-8.</param>
    /// <param name="modified">Its day.</param>
    /// <param name="isOfExport">Whether it is of an export that is complete.</param>
    public void Take(ReadOnlySpan<byte> record, ReadOnlySpan<byte> modified, bool isOfExport)
    {
        IsRead = true;
        Has = Has || (isOfExport && record.IndexOf(_mark) >= 0);
        // Times in UTC sort as text, which costs no parsing. Source: OSV schema, "modified".
        if (modified.SequenceCompareTo(_newest) > 0)
        {
            _newest = modified.ToArray();
        }
    }
}
