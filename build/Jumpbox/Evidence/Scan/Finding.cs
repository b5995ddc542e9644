using System.Text.Json.Serialization;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>One vulnerability of one component of the image.</summary>
/// <param name="Id">The CVE, or else the source's own id.</param>
/// <param name="Package">The component's name in the bill.</param>
/// <param name="Version">Its version in the bill.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Fix">Whether there is a fix.</param>
public sealed record Finding(string Id, string Package, string Version, Severity Severity, FixState Fix)
{
    /// <summary>The component's package URL in the bill.</summary>
    public string Purl { get; init; } = "";

    /// <summary>The tool that contains the component; null for a package of the system.</summary>
    public string? Tool { get; init; }

    /// <summary>Other ids of the same vulnerability.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The versions with the fix.</summary>
    public IReadOnlyList<string> FixedIn { get; init; } = [];

    /// <summary>When it was published; null if the source does not say.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When the fix was published; null if the source does not say.</summary>
    public DateTimeOffset? FixPublished { get; init; }

    /// <summary>What would bring the fix into the next image.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>What the VEX statements of the settings say; null if none is about it.</summary>
    public VexOpinion? Vex { get; init; }

    /// <summary>Whether a statement that nothing contradicts says that the image is not affected.</summary>
    [JsonIgnore]
    public bool IsDismissed => Vex is { Status: VexStatus.NotAffected or VexStatus.Fixed, Contradiction: null };

    /// <summary>Since when it could have been fixed: the fix's day, otherwise the publication's; null if unknown.</summary>
    [JsonIgnore]
    public DateTimeOffset? Since => FixPublished ?? Published;

    /// <summary>Whether an id names this vulnerability. One of several CVEs in a record does not name the record.</summary>
    /// <param name="id">The id, in any case.</param>
    public bool IsNamed(string id) =>
        Id.Equals(id, StringComparison.OrdinalIgnoreCase)
        || (
            Aliases.Contains(id, StringComparer.OrdinalIgnoreCase)
            && (!OneName.IsCve(id) || Aliases.Prepend(Id).Count(OneName.IsCve) == 1)
        );

    /// <summary>The finding as text: id, component and severity.</summary>
    public override string ToString() => $"{Id} in {Package} {Version} ({Severity.ToString().ToLowerInvariant()})";
}
