using System.Globalization;

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

    /// <summary>When it was taken out of <c>latest</c>, from its tag; null when it was not.</summary>
    public string? Withdrawn { get; init; }

    /// <summary>When it was retired, from its tag; null when it was not.</summary>
    public string? Retired { get; init; }

    /// <summary>When its release was revoked, from its tag; null when it was not.</summary>
    public string? Revoked { get; init; }

    /// <summary>Why it was revoked; null when unknown.</summary>
    public string? RevokedBecause { get; init; }

    /// <summary>The build that created it, from its tag; null when unknown.</summary>
    public string? Run { get; init; }

    /// <summary>The commit that it was created from; null when unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>The archive snapshot of its packages; null when unknown.</summary>
    public string? Packages { get; init; }

    /// <summary>The version that it was copied from by Promote; null when it was built.</summary>
    public string? PromotedFrom { get; init; }

    /// <summary>What Azure says that a version was created from, which nobody can change; null for others, or if not reported.</summary>
    public string? SourceId { get; init; }

    /// <summary>The end of its life; null without one.</summary>
    public DateTimeOffset? EndOfLife { get; init; }

    /// <summary>Whether Azure refuses to delete it before the end of its life.</summary>
    public bool BlocksDeletion { get; init; }

    /// <summary>Whether keys of the customer encrypt it; then it cannot be copied.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>How many copies of it are stored.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Whether it is an image or a direct copy of it. The tag of a copy is no proof: Azure's own word is.</summary>
    /// <param name="image">The id of an image.</param>
    public bool IsOrCopies(string image) =>
        image.Equals(Id, StringComparison.OrdinalIgnoreCase)
        || image.Equals(SourceId, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// When its build started, by its tag, but never later than Azure says that it was created: a user who may write tags could
    /// otherwise make an old image young. Null if unknown.
    /// </summary>
    public DateTimeOffset? Built =>
        DateTimeOffset.TryParse(
            Run,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset run
        ) && !(run > Since)
            ? run
            : Since;

    /// <summary>Where it is in its life.</summary>
    public ImageStage Stage =>
        IsBroken ? ImageStage.Failed
        : !IsGood ? ImageStage.Changing
        : Revoked is not null ? ImageStage.Revoked
        : Retired is not null ? ImageStage.Retired
        : Withdrawn is not null ? ImageStage.Withdrawn
        : Released is not null ? ImageStage.Released
        : ImageStage.Unreleased;

    /// <summary>The stage as the end of "it is …".</summary>
    public string StageWord =>
        Stage switch
        {
            ImageStage.Changing => State.Length == 0 ? "in an unknown state" : State,
            ImageStage.Failed => State,
            ImageStage.Unreleased => "not released",
            ImageStage.Withdrawn => $"withdrawn since {Withdrawn}",
            ImageStage.Retired => $"retired since {Retired}",
            ImageStage.Revoked => $"revoked since {Revoked}{(RevokedBecause is { } reason ? $" ({reason})" : "")}",
            _ => "released",
        };

    /// <summary>Its own name: the number of a version.</summary>
    public string Name => Id[(Id.LastIndexOf('/') + 1)..];

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
    public Version? Number => Version.TryParse(Name, out Version? number) ? number : null;
}

/// <summary>Where an image is in its life.</summary>
public enum ImageStage
{
    /// <summary>It is being created, changed or deleted, or its state is unknown.</summary>
    Changing,

    /// <summary>Its creation failed for good.</summary>
    Failed,

    /// <summary>It is good, and was not released.</summary>
    Unreleased,

    /// <summary>It is released.</summary>
    Released,

    /// <summary>It was released, and Rollback took it out of <c>latest</c>.</summary>
    Withdrawn,

    /// <summary>Its life has an end, and it is no longer offered.</summary>
    Retired,

    /// <summary>Its release was revoked permanently.</summary>
    Revoked,
}
