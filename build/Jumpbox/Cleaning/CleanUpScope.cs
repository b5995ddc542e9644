using Jumpbox.Settings;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides what one run may clean up among the templates of the builder group: the template of its own content, and of what
/// templates share only what none of the others needs. Pure.
/// </summary>
public sealed class CleanUpScope
{
    private readonly ResourceId _own;
    private readonly IReadOnlyList<SeenTemplate> _seen;

    /// <summary>The scope of a run.</summary>
    /// <param name="own">The id that the template of the run's content has.</param>
    /// <param name="seen">All templates of the builder group, and those elsewhere that work as the builder's identity.</param>
    public CleanUpScope(ResourceId own, IReadOnlyList<SeenTemplate> seen)
    {
        _own = own;
        _seen = seen;
    }

    /// <summary>Whether the template of the run's own content is there and ours.</summary>
    public bool HasOwn => _seen.Any(template => template.Id == _own && template.IsOurs);

    /// <summary>What stays, each with its reason: templates of ours with other content, and one of our name without our tag.</summary>
    public IReadOnlyList<CleanedItem> LeftAlone =>
        [
            .. _seen
                .Where(template => template.Id == _own ? !template.IsOurs : template.IsOurs)
                .Select(template => new CleanedItem(template.Id.ToString(), CleanedOutcome.Left, Reason(template))),
        ];

    /// <summary>
    /// Why the identity keeps its right to write images; null when it may be taken back. A build needs the right at its end.
    /// </summary>
    /// <param name="level">How much is cleaned up: a build of our own content goes on unless its template is to go.</param>
    public string? WriterNeededBy(CleanupLevel level) =>
        _seen
            .Where(template => template.UsesIdentity)
            .Where(template =>
                template.Id == _own ? level < CleanupLevel.Template && template.IsUnderWay : IsNear(template)
            )
            .Select(template =>
                template.IsUnderWay
                    ? $"a build of image template {template.Id.Name} is under way and needs it at its end"
                    : $"image template {template.Id.Name} has not been built yet and will need it"
            )
            .FirstOrDefault();

    /// <summary>Why the identity and what it may do stay; null when no template works as it.</summary>
    public string? IdentityNeededBy =>
        _seen.FirstOrDefault(template => template.UsesIdentity) is { } user
            ? $"image template {user.Id.Name} works as the builder's identity"
            : null;

    private static bool IsNear(SeenTemplate template) => template.IsUnderWay || template.AwaitsBuild;

    private string Reason(SeenTemplate template) =>
        template.Id == _own ? "it has the name of ours and does not carry our tag"
        : template.IsUnderWay ? "it was made for other content and a build of it is under way"
        : "it was made for other content";
}

/// <summary>One thing that clean-up looked at.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it is still there; null when it is gone.</param>
public sealed record CleanedItem(string Id, CleanedOutcome Outcome, string? Reason = null)
{
    /// <summary>The command with which a person removes it; null when it is gone.</summary>
    public string? Command => Outcome == CleanedOutcome.Removed ? null : RemovalCommand.For(Id);
}

/// <summary>What became of something that clean-up looked at.</summary>
public enum CleanedOutcome
{
    /// <summary>It was there, and was read back as gone.</summary>
    Removed,

    /// <summary>It stays for a good reason: it is in use, or is not ours.</summary>
    Left,

    /// <summary>It should be gone and is not.</summary>
    Failed,
}

/// <summary>An image template as clean-up sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOurs">Whether it carries our tag.</param>
/// <param name="UsesIdentity">Whether it works as the builder's identity of these settings.</param>
/// <param name="IsUnderWay">Whether a build of it is under way.</param>
/// <param name="AwaitsBuild">Whether Azure is still creating it, or no build of it has ended yet: one may begin at any moment.</param>
public sealed record SeenTemplate(ResourceId Id, bool IsOurs, bool UsesIdentity, bool IsUnderWay, bool AwaitsBuild);
