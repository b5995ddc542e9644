namespace Jumpbox.Reproducing;

/// <summary>One file, folder or link of a root file system.</summary>
/// <param name="Path">The absolute path; bytes that are not UTF-8 as <c>\xNN</c>.</param>
/// <param name="Kind">The letter of <c>find</c>: <c>f</c>, <c>d</c>, <c>l</c>, <c>p</c>, <c>s</c>, <c>b</c> or <c>c</c>.</param>
/// <param name="Mode">The permissions in octal, for example <c>644</c>.</param>
/// <param name="Owner">User and group by number, as <c>0:0</c>.</param>
/// <param name="Size">The size in bytes; 0 except for files.</param>
/// <param name="Modified">The last modification, in whole seconds since 1970.</param>
/// <param name="Target">The target of a link; empty for everything else.</param>
/// <param name="Sha256">The SHA-256 of a file's bytes in lower-case hexadecimal; null if it has none or could not be read.</param>
public sealed record TreeEntry(
    string Path,
    string Kind,
    string Mode,
    string Owner,
    long Size,
    long Modified,
    string Target,
    string? Sha256
)
{
    /// <summary>Whether it is a file whose bytes could not be read.</summary>
    public bool IsUnread => Kind == "f" && Sha256 is null;

    /// <summary>Whether every account may read it.</summary>
    public bool IsPublic => Mode.Length > 0 && (Mode[^1] - '0' & 4) != 0;

    /// <summary>Returns the modification, or an epoch if it is later.</summary>
    /// <param name="epoch">Seconds since 1970. Source: SOURCE_DATE_EPOCH specification 1.1, "Timestamp clamping".</param>
    public long ModifiedBy(long epoch) => Math.Min(Modified, epoch);
}
