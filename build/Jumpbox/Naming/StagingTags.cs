namespace Jumpbox.Naming;

/// <summary>The tags that Azure Image Builder puts on the staging group of a template.</summary>
public static class StagingTags
{
    /// <summary>Who made the group.</summary>
    public const string CreatedBy = "createdBy";

    /// <summary>The value of <see cref="CreatedBy"/>.</summary>
    public const string Builder = "AzureVMImageBuilder";

    /// <summary>The template that it was made for.</summary>
    public const string Template = "imageTemplateName";

    /// <summary>The group of that template.</summary>
    public const string TemplateGroup = "imageTemplateResourceGroupName";

    /// <summary>Whether Azure Image Builder made the group for this template.</summary>
    /// <param name="tags">The group's tags.</param>
    /// <param name="template">The template's name.</param>
    public static bool Names(IReadOnlyDictionary<string, string> tags, string template)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.TryGetValue(CreatedBy, out string? by)
            && by == Builder
            && tags.TryGetValue(Template, out string? name)
            && name.Equals(template, StringComparison.OrdinalIgnoreCase);
    }
}
