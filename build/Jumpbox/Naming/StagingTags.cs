namespace Jumpbox.Naming;

/// <summary>The tags that Azure Image Builder puts on the staging group of a template.</summary>
public static class StagingTags
{
    /// <summary>The creator of the group.</summary>
    public const string CreatedBy = "createdBy";

    /// <summary>The value of <see cref="CreatedBy"/>.</summary>
    public const string Builder = "AzureVMImageBuilder";

    /// <summary>The template that it was created for.</summary>
    public const string Template = "imageTemplateName";

    /// <summary>The group of that template.</summary>
    public const string TemplateGroup = "imageTemplateResourceGroupName";
}
