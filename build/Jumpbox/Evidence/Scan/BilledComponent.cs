using Jumpbox.Evidence.Bill;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>One component of the bill that a vulnerability database may know.</summary>
/// <param name="Name">The name in the bill.</param>
/// <param name="Version">The version in the bill.</param>
/// <param name="Url">Its package URL.</param>
/// <param name="Purl">The same as text.</param>
internal sealed record BilledComponent(string Name, string Version, PurlParts Url, string Purl)
{
    /// <summary>The tool that contains it; null for a package of the system.</summary>
    public string? Tool { get; init; }

    /// <summary>The package URLs of the tools that contain it; empty if one of them has none.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Whether Ubuntu's archive has it.</summary>
    public bool IsUbuntu => Url is { Type: "deb", Namespace: "ubuntu" };

    /// <summary>The source package by which advisories name it; its own name where the bill states no other.</summary>
    public string SourceName => Upstream.Split('@')[0] is { Length: > 0 } source ? source : Url.Name;

    /// <summary>The version of the source package; its own where the bill states no other.</summary>
    public string SourceVersion => Upstream.Split('@', 2) is [_, { Length: > 0 } version] ? version : Url.Version;

    /// <summary>Whether nothing says who built it: it may be Ubuntu's.</summary>
    public bool IsOfUnknownOrigin => Url is { Type: "generic", Namespace: PackageOrigin.Unknown };

    /// <summary>Whether a vulnerability database indexes components of its kind by their URL, or may.</summary>
    public bool IsIndexed => IsUbuntu || IsOfUnknownOrigin || Url.Type is "golang" or "pypi" or "cargo";

    /// <summary>The kind in words: <c>deb</c>, <c>golang</c>, <c>pypi</c>, <c>github</c> and so on.</summary>
    public string Kind =>
        IsOfUnknownOrigin ? "deb of an unknown publisher"
        : (Url.Type == "deb" && !IsUbuntu) || Url is { Type: "generic", Namespace.Length: > 0 }
            ? "deb of another publisher"
        : Url.Type;

    private string Upstream => Url.Qualifiers.GetValueOrDefault("upstream", "");

    /// <summary>Creates a finding of this component.</summary>
    public Finding Find(string id, Severity severity, FixState fix) =>
        new(id, Name, Version, severity, fix)
        {
            Purl = Purl,
            Tool = Tool,
            Remedy = fix switch
            {
                FixState.Unknown => Remedy.Unknown,
                FixState.Fixed => IsUbuntu ? Remedy.Snapshot : Remedy.Update,
                _ => Remedy.None,
            },
        };
}
