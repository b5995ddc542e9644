using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides whether a resource group is a staging group that Azure Image Builder created for a pipeline template and that is
/// no longer needed. Name, tags, template and contents must match, because anyone with permission for tags can write tags.
/// Pure.
/// </summary>
/// <param name="names">The pipeline's names.</param>
/// <param name="mayHoldImage">Whether images are VHDs, which are in the staging group's storage account.</param>
public sealed class StagingProof(Names names, bool mayHoldImage)
{
    /// <summary>What is wrong with a resource that <see cref="StagingContents"/> does not recognise.</summary>
    public const string NotMade = "which Azure Image Builder does not create";

    /// <summary>Returns every reason against it; empty when it is proven.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="template">The state of the template in the tags.</param>
    /// <param name="contents">Its contents.</param>
    public IReadOnlyList<string> Objections(
        string name,
        IReadOnlyDictionary<string, string> tags,
        TemplateState template,
        GroupContents contents
    )
    {
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
                ? "it is not named as Azure Image Builder names staging groups"
                : $"it is not named as Azure Image Builder names the staging group of {template}";
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
                yield return found is null ? $"it has no tag {tag}" : $"its tag {tag} is {found}, not {wanted}";
            }
        }
        if (!names.IsTemplate(template))
        {
            yield return template.Length == 0
                ? $"it has no tag {StagingTags.Template}"
                : $"{template} is not a template name of the pipeline";
        }
    }

    private static IEnumerable<string> OfTemplate(string template, TemplateState state)
    {
        switch (state)
        {
            case TemplateState.Building:
                yield return $"a build of its template {template} is running";
                break;
            case TemplateState.Foreign:
                yield return $"its template {template} does not have the pipeline's tag";
                break;
            case TemplateState.InUse:
                yield return "an image template uses it";
                break;
        }
    }
}

/// <summary>The state of the template in a staging group's tags.</summary>
public enum TemplateState
{
    /// <summary>It no longer exists.</summary>
    Gone,

    /// <summary>It is the pipeline's, uses another staging group, and no build of it is running.</summary>
    Finished,

    /// <summary>A build of it is running.</summary>
    Building,

    /// <summary>It is not the pipeline's.</summary>
    Foreign,

    /// <summary>A template of any name uses this group.</summary>
    InUse,
}
