using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>A custom staging group is empty, in the right region and not in use.</summary>
internal sealed class StagingGroup : ICheck
{
    // Source: Azure Image Builder, "imageTemplates reference", stagingResourceGroup: a group with these tags is
    // refused.
    private static readonly string[] ForeignTags = ["imageTemplateName", "imageTemplateResourceGroupName"];

    public string Id => "staging-group";

    public string Title => "The staging group is empty and not in use";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [FactName.Groups, FactName.Staging, FactName.Templates];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Settings.BuildVm.StagingResourceGroup is not { } id)
        {
            yield return Finding.Skipped("Azure creates the staging group.");
            yield break;
        }
        GroupState group = facts.Groups.TryGetValue(id, out Reading<GroupState>? reading)
            ? reading.Value
            : throw new MissingFactException(Readings.Absent<GroupState>($"The group {id.Name}"));
        bool clean = true;
        foreach (Finding finding in Problems(facts, id, group))
        {
            clean = false;
            yield return finding;
        }
        if (clean)
        {
            yield return Finding.Pass(
                $"The staging group {id.Name} is empty and in {group.Location}.",
                ("group", $"{id}")
            );
        }
    }

    private static IEnumerable<Finding> Problems(Facts facts, ResourceId id, GroupState group)
    {
        if (!Regions.Same(group.Location, facts.Settings.Location))
        {
            yield return Other(
                $"is in {group.Location}, but the image template in {facts.Settings.Location}",
                ("location", group.Location)
            );
        }
        foreach (string tag in ForeignTags)
        {
            if (group.Tags.TryGetValue(tag, out string? owner))
            {
                yield return Other($"already belongs to a template (tag {tag} is {owner})", (tag, owner));
            }
        }
        IReadOnlyList<string> resources = facts.Staging.Value;
        if (resources.Count > 0)
        {
            yield return Other(
                $"contains {resources.Count} resources, but must be empty",
                ("resources", string.Join(", ", resources.Take(5)))
            );
        }
        foreach (TemplateState template in facts.Templates.Value.Where(one => id.Equals(one.StagingGroup)))
        {
            yield return Other($"is used by the image template {template.Id.Name}", ("template", $"{template.Id}"));
        }

        Finding Other(string what, (string, string) evidence) =>
            Finding.Fail(
                $"The staging group {id.Name} {what}; the template would fail with BadStagingResourceGroup.",
                Cure.Command(
                    $"az group create --subscription {id.SubscriptionId} -n {id.Name}-2 -l {facts.Settings.Location}, and buildVm.stagingResourceGroup={id}-2"
                ),
                evidence
            );
    }
}
