using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Whether the pipeline created a resource: by its tag, or for untagged types by the journal, by its deployment, or by a name
/// that only its template gives to its own identity. Never by an ordinary name alone.
/// </summary>
internal sealed class Ownership(AzureSession azure, JumpboxSettings settings)
{
    private readonly Names _names = new(settings);

    /// <summary>Whether the tags are the pipeline's.</summary>
    public bool IsOurs(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.Owner, out string? owner)
        && owner.Equals(_names.Owner, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the pipeline assigned this role to its identity.</summary>
    public bool IsOurs(RoleAssignment assignment, ManagedIdentity identity)
    {
        return assignment.PrincipalId.Equals(identity.PrincipalId, StringComparison.OrdinalIgnoreCase)
            && (IsNamedByTemplate(assignment, identity.Id) || azure.Options.Journal?.HasMade(assignment.Id) == true);
    }

    /// <summary>Whether the assignment has the name that only the pipeline's template gives, for this identity.</summary>
    public static bool IsNamedByTemplate(RoleAssignment assignment, ResourceId identity) =>
        Guid.TryParse(assignment.Id[(assignment.Id.LastIndexOf('/') + 1)..], out Guid name)
        && (
            name == ArmGuid.OfAssignment(assignment.Scope, identity.ToString(), assignment.RoleGuid)
            // Earlier versions made the name from ids as they were spelled.
            || name == ArmGuid.Of(assignment.Scope, identity.ToString(), assignment.RoleGuid)
        );

    /// <summary>
    /// Whether the pipeline created this role, according to its deployment or the journal of an earlier run.
    /// </summary>
    public async Task<bool> IsOursAsync(
        string roleDefinitionId,
        string deployment,
        CancellationToken cancellationToken
    ) =>
        azure.Options.Journal?.HasMade(roleDefinitionId) == true
        || await azure.Deployments.GetAsync(_names.Subscription, deployment, cancellationToken) is { } record
            && IsOurs(record.Tags)
            && record.Resources.Contains(roleDefinitionId, StringComparer.OrdinalIgnoreCase);
}
