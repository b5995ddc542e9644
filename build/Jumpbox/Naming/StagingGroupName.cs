namespace Jumpbox.Naming;

/// <summary>
/// The name that Azure Image Builder gives the staging group of a template: <c>IT_&lt;group&gt;_&lt;template&gt;_&lt;guid&gt;</c>.
/// A name cannot be changed, so unlike a tag it tells who made a group.
/// </summary>
public static class StagingGroupName
{
    private const string Start = "IT_";
    private const int GuidLength = 36;

    // Where the service cuts a long name is documented nowhere. Names of groups that people quote in reports are cut to 80
    // characters: "IT_github-vms_imagebuilderTemplate_16974568_<guid>", "IT_rg-avd-cit-infrastructure_AVD-GoldenImag_<guid>".
    private const int ShortestCut = 80;

    /// <summary>Whether the service may have given a name to the staging group of a template.</summary>
    /// <param name="name">The name.</param>
    /// <param name="group">The template's group; it must stand in the name whole.</param>
    /// <param name="template">The template's name; in a long name its end may be missing.</param>
    public static bool Fits(string name, string group, string template)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(template);
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
    public static bool IsFor(string name, string group)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(group);
        return name.Length > Start.Length + group.Length + 1 + GuidLength
            && name.StartsWith($"{Start}{group}_", StringComparison.OrdinalIgnoreCase)
            && name[^(GuidLength + 1)] == '_'
            && Guid.TryParseExact(name[^GuidLength..], "D", out _);
    }
}
