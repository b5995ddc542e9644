namespace Jumpbox.Naming;

/// <summary>
/// The name of the staging group that Azure Image Builder creates for a template:
/// <c>IT_&lt;group&gt;_&lt;template&gt;_&lt;guid&gt;</c>. A name cannot be changed, so unlike a tag it shows who
/// created the group.
/// </summary>
public static class StagingGroupName
{
    private const string Start = "IT_";
    private const int GuidLength = 36;

    // Where the service truncates a long name is not documented. Group names in public reports are truncated to 80
    // characters: "IT_github-vms_imagebuilderTemplate_16974568_<guid>",
    // "IT_rg-avd-cit-infrastructure_AVD-GoldenImag_<guid>".
    private const int ShortestCut = 80;

    /// <summary>Whether it may be the name of the staging group of a template.</summary>
    /// <param name="name">The name.</param>
    /// <param name="group">The template's group; the name must contain it in full.</param>
    /// <param name="template">The template's name; a long one may be truncated.</param>
    public static bool Fits(string name, string group, string template)
    {
        if (!IsFor(name, group))
        {
            return false;
        }
        string shown = name[(Start.Length + group.Length + 1)..^(GuidLength + 1)];
        return shown.Equals(template, StringComparison.OrdinalIgnoreCase)
            || shown.Length > 0
                && name.Length >= ShortestCut
                && template.StartsWith(shown, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether it is the name of the staging group of some template in a group.</summary>
    /// <param name="name">The name.</param>
    /// <param name="group">The template's group.</param>
    public static bool IsFor(string name, string group) =>
        name.Length > Start.Length + group.Length + 1 + GuidLength
        && name.StartsWith($"{Start}{group}_", StringComparison.OrdinalIgnoreCase)
        && name[^(GuidLength + 1)] == '_'
        && Guid.TryParseExact(name[^GuidLength..], "D", out _);
}
