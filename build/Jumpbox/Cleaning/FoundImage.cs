namespace Jumpbox.Cleaning;

/// <summary>An existing managed image or gallery version, the pipeline's or not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state, for example <c>Succeeded</c>.</param>
/// <param name="Since">When it was created; null if the cloud does not report it.</param>
public sealed record FoundImage(string Id, string State, DateTimeOffset? Since)
{
    /// <summary>Whether it has the pipeline's tag.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether its name follows the pipeline's naming; the tag alone on another image is not enough.</summary>
    public bool HasPipelineName { get; init; } = true;

    /// <summary>The SHA-256 of its content, from its tag; null when unknown.</summary>
    public string? ContentHash { get; init; }

    /// <summary>When it was released, from its tag; null when it was not.</summary>
    public string? Released { get; init; }

    /// <summary>The regions in which VMs can be created from it; empty if the cloud does not report them.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// The regions in which "latest" may resolve to this version: where it is replicated and not excluded.
    /// Empty for managed images.
    /// </summary>
    public IReadOnlyList<string> OfferedIn { get; init; } = [];

    /// <summary>Its maximum storage in GiB; null if unknown.</summary>
    public long? SizeGiB { get; init; }

    /// <summary>Whether VMs can be created from it.</summary>
    public bool IsGood => State == "Succeeded";

    /// <summary>Whether its creation failed for good.</summary>
    public bool IsBroken => State is "Failed" or "Canceled";

    /// <summary>The number of a gallery version, which orders versions; null for others.</summary>
    public Version? Number => Version.TryParse(Id[(Id.LastIndexOf('/') + 1)..], out Version? number) ? number : null;
}
