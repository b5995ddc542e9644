using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Whether we made something: by our tag where a resource can carry one; where it cannot, by the journal, by the record of
/// our own deployment, or by a name that only our template gives to our own identity. Never by a name alone.
/// </summary>
internal sealed class Ownership
{
    private readonly AzureSession _azure;
    private readonly Names _names;

    public Ownership(AzureSession azure, JumpboxSettings settings)
    {
        _azure = azure;
        _names = new Names(settings);
    }

    /// <summary>Whether these tags are ours.</summary>
    public bool IsOurs(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.Owner, out string? owner)
        && owner.Equals(_names.Owner, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether we gave this role to our identity.</summary>
    public bool IsOurs(RoleAssignment assignment, ManagedIdentity identity)
    {
        return assignment.PrincipalId.Equals(identity.PrincipalId, StringComparison.OrdinalIgnoreCase)
            && (IsNamedByUs(assignment, identity.Id) || _azure.Options.Journal?.HasMade(assignment.Id) == true);
    }

    /// <summary>Whether the assignment has the name that only our template gives, for this identity.</summary>
    public static bool IsNamedByUs(RoleAssignment assignment, ResourceId identity) =>
        Guid.TryParse(assignment.Id[(assignment.Id.LastIndexOf('/') + 1)..], out Guid name)
        && (
            name == ArmGuid.OfAssignment(assignment.Scope, identity.ToString(), assignment.RoleGuid)
            // Earlier versions made the name from ids as they were spelled.
            || name == ArmGuid.Of(assignment.Scope, identity.ToString(), assignment.RoleGuid)
        );

    /// <summary>Whether we defined this role: our own deployment, or an earlier run's journal, says so.</summary>
    public async Task<bool> IsOursAsync(
        string roleDefinitionId,
        string deployment,
        CancellationToken cancellationToken
    ) =>
        _azure.Options.Journal?.HasMade(roleDefinitionId) == true
        || await _azure.Deployments.GetAsync(_names.Subscription, deployment, cancellationToken) is { } record
            && IsOurs(record.Tags)
            && record.Resources.Contains(roleDefinitionId, StringComparer.OrdinalIgnoreCase);
}
