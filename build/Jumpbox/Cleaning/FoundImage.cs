namespace Jumpbox.Cleaning;

/// <summary>A managed image or a gallery version that exists, whoever made it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state, for example <c>Succeeded</c>.</param>
/// <param name="Since">When it was made; null where the cloud does not say.</param>
public sealed record FoundImage(string Id, string State, DateTimeOffset? Since)
{
    /// <summary>Whether it carries our tag.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether its name is one that we give; whoever writes our tag on another image makes it none of ours.</summary>
    public bool HasOurName { get; init; } = true;

    /// <summary>When it was released, as its tag says; null when it was not.</summary>
    public string? Released { get; init; }

    /// <summary>The regions in which machines can be made from it; empty where the cloud does not say.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// The regions in which whoever asks for the latest version may get this one: where it is replicated and not excluded.
    /// Empty for managed images.
    /// </summary>
    public IReadOnlyList<string> OfferedIn { get; init; } = [];

    /// <summary>How much it stores, at most; null where that is not known.</summary>
    public long? SizeGiB { get; init; }

    /// <summary>Whether machines can be made from it.</summary>
    public bool IsGood => State == "Succeeded";

    /// <summary>Whether it never became good and never will.</summary>
    public bool IsBroken => State is "Failed" or "Canceled";

    /// <summary>The number of a gallery version, which orders versions; null for others.</summary>
    public Version? Number => Version.TryParse(Id[(Id.LastIndexOf('/') + 1)..], out Version? number) ? number : null;
}
