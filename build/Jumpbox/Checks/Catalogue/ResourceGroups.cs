using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The configured groups exist in the right region, or will be created.</summary>
internal sealed class ResourceGroups : ICheck
{
    public string Id => "resource-groups";

    public string Title => "The resource groups exist or can be created";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Groups];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Names names = new(facts.Settings);
        yield return Judge(facts, names.BuilderGroup, "resourceGroups.builder", "the target Identity creates it");
        if (facts.Settings.Image.Distribute.Kind == DistributionKind.ManagedImage)
        {
            yield return Judge(facts, names.ImageGroup, "resourceGroups.image", "the target Identity creates it");
        }
        if (facts.Settings.BuildVm.StagingResourceGroup is { } staging)
        {
            yield return Judge(facts, staging, "buildVm.stagingResourceGroup", null);
        }
    }

    private static Finding Judge(Facts facts, ResourceId id, string setting, string? maker)
    {
        string location = facts.Settings.Location;
        if (!facts.Groups.TryGetValue(id, out Reading<GroupState>? reading))
        {
            return Finding.Unknown($"The group {id.Name} was not read.");
        }
        if (reading.Exists)
        {
            return Finding.Pass(
                $"The group {id.Name} exists in {reading.Value.Location}.",
                (setting, id.Name),
                ("location", reading.Value.Location)
            );
        }
        return maker is not null
            ? Finding.Pass($"The group {id.Name} does not exist yet; {maker} in {location}.", (setting, id.Name))
            : Finding.Fail(
                $"The group {id.Name} ({setting}) does not exist, and the pipeline does not create it.",
                Cure.Command(
                    $"az group create --subscription {id.SubscriptionId} -n {id.Name} -l {location}",
                    new Fix.CreateGroup(id, location)
                ),
                (setting, id.Name)
            );
    }
}
