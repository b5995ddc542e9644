using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides whether a resource group is a staging group that Azure Image Builder made for a template of ours and that nothing
/// needs any more. Name, tags, template and contents must agree: whoever may write tags only can prove nothing. Pure.
/// </summary>
/// <param name="names">Our names.</param>
/// <param name="mayHoldImage">Whether our images are VHDs, which lie in the staging group's storage account.</param>
public sealed class StagingProof(Names names, bool mayHoldImage)
{
    /// <summary>What is wrong with a resource that <see cref="StagingContents"/> does not know.</summary>
    public const string NotMade = "which Azure Image Builder does not make";

    /// <summary>All that speaks against it; nothing when it is proven.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="template">How the template stands that the tags name.</param>
    /// <param name="contents">What is in it.</param>
    public IReadOnlyList<string> Objections(
        string name,
        IReadOnlyDictionary<string, string> tags,
        TemplateState template,
        GroupContents contents
    )
    {
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(contents);
        string of = tags.GetValueOrDefault(StagingTags.Template) ?? "";
        return
        [
            .. OfName(name, of),
            .. OfTags(tags, of),
            .. OfTemplate(of, template),
            .. contents.Objections(StagingContents.Has, NotMade),
            .. mayHoldImage ? ["its storage account may hold the VHD of an image"] : Array.Empty<string>(),
        ];
    }

    private IEnumerable<string> OfName(string name, string template)
    {
        if (!StagingGroupName.Fits(name, names.BuilderGroup.ResourceGroup, template))
        {
            yield return template.Length == 0
                ? "its name is not one that Azure Image Builder gives a staging group"
                : $"its name is not one that Azure Image Builder gives the staging group of {template}";
        }
    }

    private IEnumerable<string> OfTags(IReadOnlyDictionary<string, string> tags, string template)
    {
        foreach (
            (string tag, string wanted) in new[]
            {
                (TagNames.Owner, names.Owner),
                (StagingTags.CreatedBy, StagingTags.Builder),
                (StagingTags.TemplateGroup, names.BuilderGroup.ResourceGroup),
            }
        )
        {
            string? found = tags.GetValueOrDefault(tag);
            if (!wanted.Equals(found, StringComparison.OrdinalIgnoreCase))
            {
                yield return found is null ? $"it has no tag {tag}" : $"its tag {tag} is {found} and not {wanted}";
            }
        }
        if (!names.IsTemplate(template))
        {
            yield return template.Length == 0
                ? $"it has no tag {StagingTags.Template}"
                : $"{template} is not a name that we give a template";
        }
    }

    private static IEnumerable<string> OfTemplate(string template, TemplateState state)
    {
        switch (state)
        {
            case TemplateState.Building:
                yield return $"a build of its template {template} is under way";
                break;
            case TemplateState.Foreign:
                yield return $"its template {template} does not carry our tag";
                break;
            case TemplateState.InUse:
                yield return "an image template works in it";
                break;
        }
    }
}

/// <summary>How the template stands that a staging group names.</summary>
public enum TemplateState
{
    /// <summary>There is none of this name any more.</summary>
    Gone,

    /// <summary>It is ours, works in another staging group, and no build of it is under way.</summary>
    Finished,

    /// <summary>A build of it is under way.</summary>
    Building,

    /// <summary>It is not ours.</summary>
    Foreign,

    /// <summary>A template, whatever its name, works in this very group.</summary>
    InUse,
}
