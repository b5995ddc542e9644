using Jumpbox.Naming;
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
            return Cure.Setting(
                what.StartsWith(FallbackSizes.Machine, StringComparison.Ordinal)
                    ? $"buildVm.fallbackSizes with sizes that the policy allows, such as {value}"
                : what.Contains("proxy", StringComparison.Ordinal) ? $"buildVm.proxySize={value}"
                : $"buildVm.size={value}"
            );
        }
        if (what.StartsWith("the role ", StringComparison.Ordinal))
        {
            return Cure.Setting(
                what.StartsWith("the role definitions", StringComparison.Ordinal)
                    ? "roles.kind=builtIn, with Azure's own roles"
                    : "roles.assigned=beforehand, after an account that the policy exempts has assigned the roles"
            );
        }
        string scope = Scope(settings, what, transient);
        string exemption =
            $"az policy exemption create --name jumpbox-image-build --exemption-category Waiver --policy-assignment {objection.Assignment} --scope {scope}";
        return transient && settings.BuildVm.StagingResourceGroup is null
            ? Cure.Setting(
                "Set buildVm.stagingResourceGroup to an empty group that you created, and exempt it: " + exemption
            )
            : Cure.Command(exemption);
    }

    // An exemption helps in the group in which the resource is created; a group's own is the subscription's.
    private static string Scope(JumpboxSettings settings, string what, bool transient)
    {
        Names names = new(settings);
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        return transient ? settings.BuildVm.StagingResourceGroup?.ToString() ?? "<id of the group>"
            : what.StartsWith("the resource group", StringComparison.Ordinal) ? subscription
            : what == "the image" ? names.ImageScope.ToString()
            : names.BuilderGroup.ToString();
    }
}
