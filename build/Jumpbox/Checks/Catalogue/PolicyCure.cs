using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The cure for a policy: a setting if there is one, otherwise an exemption.</summary>
internal static class PolicyCure
{
    private const string Tags = "tags";

    public static Cure For(JumpboxSettings settings, string what, PolicyObjection objection)
    {
        string field = objection.Field ?? "";
        string value = objection.Values.Count > 0 ? objection.Values[0] : "<value>";
        bool transient = what.Contains("staging", StringComparison.OrdinalIgnoreCase);
        if (field.StartsWith(Tags, StringComparison.OrdinalIgnoreCase))
        {
            string tag = field[Tags.Length..].Trim('.', '[', ']', '\'');
            return Cure.Setting(transient ? $"buildVm.managedResourceTags.{tag}={value}" : $"tags.{tag}={value}");
        }
        if (field.Equals("location", StringComparison.OrdinalIgnoreCase))
        {
            return Cure.Setting($"location={value}, with subnets there");
        }
        if (
            field.EndsWith("sku.name", StringComparison.OrdinalIgnoreCase)
            && what.Contains("VM", StringComparison.Ordinal)
        )
        {
            return Cure.Setting($"buildVm.size={value}");
        }
        string scope = settings.BuildVm.StagingResourceGroup?.ToString() ?? "<id of the group>";
        string exemption =
            $"az policy exemption create --name jumpbox-image-build --exemption-category Waiver --policy-assignment {objection.Assignment} --scope {scope}";
        return transient && settings.BuildVm.StagingResourceGroup is null
            ? Cure.Setting(
                "Set buildVm.stagingResourceGroup to an empty group that you created, and exempt it: " + exemption
            )
            : Cure.Command(exemption);
    }
}
