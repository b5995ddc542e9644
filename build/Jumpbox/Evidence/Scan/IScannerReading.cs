using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>Reads one format of a scanner's report from the values that a walk through it finds.</summary>
internal interface IScannerReading
{
    /// <summary>The paths of the values that it needs, as <see cref="JsonWalk"/> names them.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>Whether a document with these members has this format.</summary>
    /// <param name="members">The names of the document's own members.</param>
    bool Accepts(IReadOnlySet<string> members);

    /// <summary>Takes a value.</summary>
    /// <param name="path">One of <see cref="Paths"/>.</param>
    /// <param name="value">The value; valid during the call only.</param>
    void Take(string path, JsonElement value);

    /// <summary>Returns what was read.</summary>
    /// <exception cref="EvidenceException">Its version is not known.</exception>
    ScannerReport Report();
}
