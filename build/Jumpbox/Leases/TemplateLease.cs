using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Naming;

namespace Jumpbox.Leases;

/// <summary>
/// What one holder does with an image template, until when. It is in the tags of a deployment that deploys nothing, one for each
/// holder and template, so that no holder ever writes over another's.
/// </summary>
/// <param name="Holder">The holder's id.</param>
/// <param name="Title">The holder as messages name it.</param>
/// <param name="Template">The template's name.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Until">When it expires, in UTC; the latest possible time if the tag cannot be read.</param>
public sealed record TemplateLease(
    string Holder,
    string Title,
    string Template,
    LeasePurpose Purpose,
    DateTimeOffset Until
)
{
    private const string HolderTag = "jumpbox:lease";
    private const string TitleTag = "jumpbox:leaseOf";
    private const string TemplateTag = "jumpbox:leaseOn";
    private const string PurposeTag = "jumpbox:leaseFor";
    private const string UntilTag = "jumpbox:leaseUntil";

    /// <summary>Reads a lease from the tags of a deployment; null if it is none.</summary>
    /// <param name="tags">The tags.</param>
    public static TemplateLease? Read(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(HolderTag, out string? holder) && tags.TryGetValue(TemplateTag, out string? template)
            ? new TemplateLease(
                holder,
                PlainText.Line(tags.GetValueOrDefault(TitleTag, "an unknown run")),
                template,
                tags.GetValueOrDefault(PurposeTag) == "delete" ? LeasePurpose.Delete : LeasePurpose.Use,
                DateTimeOffset.TryParse(
                    tags.GetValueOrDefault(UntilTag),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out DateTimeOffset until
                )
                    ? until
                    : DateTimeOffset.MaxValue
            )
            : null;

    /// <summary>The tags of the deployment, without the owner's.</summary>
    public IReadOnlyDictionary<string, string> Tags =>
        new Dictionary<string, string>
        {
            [HolderTag] = Holder,
            [TitleTag] = Title,
            [TemplateTag] = Template,
            [PurposeTag] = Purpose == LeasePurpose.Delete ? "delete" : "use",
            [UntilTag] = TagNames.TimeOf(Until),
        };

    /// <summary>Whether it is still valid.</summary>
    /// <param name="now">The time.</param>
    public bool IsLive(DateTimeOffset now) => Until > now;

    /// <summary>Whether its end cannot be read, so that it seems to have none.</summary>
    public bool IsUnreadable => Until == DateTimeOffset.MaxValue;

    /// <summary>Why the template stays, for the list of what Cleanup keeps.</summary>
    public string Reason =>
        IsUnreadable
            ? $"{Title} needs it, and when that ends cannot be read: the deployment with its tag {UntilTag} is damaged, delete it"
            : $"{Title} may need it until {TagNames.TimeOf(Until)}";
}

/// <summary>What a lease is for.</summary>
public enum LeasePurpose
{
    /// <summary>The holder builds from the template or reads it: it must stay.</summary>
    Use,

    /// <summary>The holder is deleting the template: nobody should begin to use it.</summary>
    Delete,
}
