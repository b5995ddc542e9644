using Jumpbox.Leases;
using Jumpbox.Settings;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides what one run may clean up among the templates of the builder group: the template of its own content and,
/// of shared resources, only what no other template needs. Pure.
/// </summary>
public sealed class CleanUpScope
{
    private readonly ResourceId _own;
    private readonly IReadOnlyList<SeenTemplate> _seen;
    private readonly LeaseSight _leases;
    private readonly TemplateLease? _user;

    /// <summary>Creates the scope of a run.</summary>
    /// <param name="own">The id of the template for the run's content.</param>
    /// <param name="seen">All templates of the builder group, and those elsewhere that use the builder's identity.</param>
    /// <param name="leases">What other runs need; null before that was read.</param>
    public CleanUpScope(ResourceId own, IReadOnlyList<SeenTemplate> seen, LeaseSight? leases = null)
    {
        ArgumentNullException.ThrowIfNull(own);
        _leases = leases ?? LeaseSight.Nothing;
        _user = _leases.UserOf(own.Name);
        _own = own;
        _seen = seen;
    }

    /// <summary>Whether the template for the run's content exists and belongs to the pipeline.</summary>
    public bool HasOwn => _seen.Any(template => template.Id == _own && template.IsOurs);

    /// <summary>Whether that template may be deleted: no other run of the same content has leased it.</summary>
    public bool MayDeleteOwn => HasOwn && _user is null;

    /// <summary>
    /// What stays, and why: the pipeline's templates with other content, its own while another run needs it, and one with its name
    /// but without its tag.
    /// </summary>
    public IReadOnlyList<CleanedItem> LeftAlone =>
        [
            .. _seen
                .Where(template => template.Id == _own ? !template.IsOurs || _user is not null : template.IsOurs)
                .Select(template => new CleanedItem(template.Id.ToString(), CleanedOutcome.Left, Reason(template))),
        ];

    /// <summary>
    /// Why the identity keeps the role for writing images, which a build needs at its end; null when it can be removed.
    /// </summary>
    /// <param name="level">
    /// The level of cleanup: a build of the run's own content continues unless its template is deleted.
    /// </param>
    public string? WriterNeededBy(CleanupLevel level) =>
        _seen
            .Where(template => template.UsesIdentity)
            .Where(template =>
                template.Id != _own || _user is not null
                    ? IsNear(template)
                    : level < CleanupLevel.Template && template.IsRunning
            )
            .Select(template =>
                template.IsRunning
                    ? $"a build of image template {template.Id.Name} is running and needs it at its end"
                    : $"image template {template.Id.Name} has not been built yet and will need it"
            )
            .FirstOrDefault();

    /// <summary>Why the identity and its roles stay; null when no template uses it and no other run is about to create one.</summary>
    public string? IdentityNeededBy =>
        _seen.FirstOrDefault(template => template.UsesIdentity) is { } user
            ? $"image template {user.Id.Name} uses the builder's identity"
            : _leases.AnyUser?.Reason;

    private static bool IsNear(SeenTemplate template) => template.IsRunning || template.AwaitsBuild;

    private string Reason(SeenTemplate template) =>
        template.Id == _own && !template.IsOurs ? "it has the pipeline's name but not its tag"
        : template.Id == _own ? _user!.Reason
        : template.IsRunning ? "it was created for other content and a build of it is running"
        : "it was created for other content";
}

/// <summary>A resource that cleanup considered.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">Why it still exists; null when it was deleted.</param>
public sealed record CleanedItem(string Id, CleanedOutcome Outcome, string? Reason = null)
{
    /// <summary>The command to delete it manually; null when it was deleted.</summary>
    public string? Command => Outcome == CleanedOutcome.Removed ? null : RemovalCommand.For(Id);
}

/// <summary>The outcome for a resource that cleanup considered.</summary>
public enum CleanedOutcome
{
    /// <summary>It was deleted, and a read confirmed it.</summary>
    Removed,

    /// <summary>It stays for a good reason: it is in use, or belongs to someone else.</summary>
    Left,

    /// <summary>It should have been deleted and was not.</summary>
    Failed,
}

/// <summary>An image template as cleanup sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOurs">Whether it has the pipeline's tag.</param>
/// <param name="UsesIdentity">Whether it uses the builder's identity of these settings.</param>
/// <param name="IsRunning">Whether a build of it is running.</param>
/// <param name="AwaitsBuild">
/// Whether Azure is still creating it, or no build of it has ended yet: one may start at any time.
/// </param>
public sealed record SeenTemplate(ResourceId Id, bool IsOurs, bool UsesIdentity, bool IsRunning, bool AwaitsBuild);
