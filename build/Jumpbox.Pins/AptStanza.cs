using System.Globalization;

namespace Jumpbox.Pins;

/// <summary>
/// One entry of a Packages index: the first of the text, which ends at an empty line. Source of the format: deb822(5) and Debian
/// wiki, "Debian Repository Format".
/// </summary>
internal sealed class AptStanza
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public AptStanza(string text)
    {
        foreach (string line in text.Split('\n').TakeWhile(line => line.Length > 0))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && !char.IsWhiteSpace(line[0]))
            {
                _ = _fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }
    }

    /// <summary>The file's path below the archive's address; empty if it is not stated.</summary>
    public string Filename => Text("Filename") ?? "";

    /// <summary>The file's SHA-256; empty if it is not stated.</summary>
    public string Sha256 => Text("SHA256") ?? "";

    /// <summary>The file's length in bytes; 0 if no whole number is stated.</summary>
    public long Size =>
        long.TryParse(Text("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : 0;

    /// <summary>The value of a field; null if the entry has none.</summary>
    public string? Text(string name) => _fields.GetValueOrDefault(name);
}
