using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The cure for a policy: a setting if there is one, otherwise an exemption.</summary>
internal static class PolicyCure
{
    private const string Tags = "tags";

    public static Cure For(JumpboxSettings settings, CreatedResource resource, PolicyObjection objection)
    {
        string field = objection.Field ?? "";
        string value = objection.Values.Count > 0 ? objection.Values[0] : "<value>";
        if (field.StartsWith(Tags, StringComparison.OrdinalIgnoreCase))
        {
            string tag = field[Tags.Length..].Trim('.', '[', ']', '\'');
            return Cure.Setting(
                resource.IsTransient ? $"buildVm.managedResourceTags.{tag}={value}" : $"tags.{tag}={value}"
            );
        }
        if (field.Equals("location", StringComparison.OrdinalIgnoreCase))
        {
            return Cure.Setting($"location={value}, with subnets there");
        }
        bool size = field.EndsWith("sku.name", StringComparison.OrdinalIgnoreCase);
        return resource.Kind switch
        {
            CreatedKind.BuildVm when size => Cure.Setting($"buildVm.size={value}"),
            CreatedKind.ProxyVm when size => Cure.Setting($"buildVm.proxySize={value}"),
            CreatedKind.FallbackVm when size => Cure.Setting(
                $"buildVm.fallbackSizes with sizes that the policy allows, such as {value}"
            ),
            CreatedKind.RoleDefinitions => Cure.Setting("roles.kind=builtIn, with Azure's own roles"),
            CreatedKind.RoleAssignment => Cure.Setting(
                "roles.assigned=beforehand, after an account that the policy exempts has assigned the roles"
            ),
            _ => Exemption(settings, resource, objection),
        };
    }

    // An exemption helps in the group in which the resource is created; a group's own is the subscription's. The group
    // that the service creates does not exist yet.
    private static Cure Exemption(JumpboxSettings settings, CreatedResource resource, PolicyObjection objection)
    {
        ResourceId? own = settings.BuildVm.StagingResourceGroup;
        string scope = resource switch
        {
            { IsTransient: true } => own?.ToString() ?? "<id of the group>",
            { Kind: CreatedKind.Image } => new Names(settings).ImageScope.ToString(),
            _ => resource.Scope,
        };
        string exemption =
            $"az policy exemption create --name jumpbox-image-build --exemption-category Waiver --policy-assignment {objection.Assignment} --scope {scope}";
        return resource.IsTransient && own is null
            ? Cure.Setting(
                "Set buildVm.stagingResourceGroup to an empty group that you created, and exempt it: " + exemption
            )
            : Cure.Command(exemption);
    }
}
