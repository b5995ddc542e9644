using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Deletes the builder's identity and its role assignments.</summary>
internal sealed class Grants(AzureSession azure, JumpboxSettings settings, Ownership ownership, Removal removal)
{
    private readonly Names _names = new(settings);
    private ManagedIdentity? _identity;
    private List<RoleAssignment> _assignments = [];

    // Each remaining resource is reported once.
    private readonly HashSet<string> _left = new(StringComparer.OrdinalIgnoreCase);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        string id = _names.Identity.ToString();
        _identity = await removal.TryAsync(id, () => azure.Identities.GetAsync(_names.Identity, cancellationToken));
        if (_identity is not null && !ownership.IsOurs(_identity.Tags))
        {
            removal.Leave(id, "it does not have our tag");
            _identity = null;
        }
        if (_identity is { } identity)
        {
            _assignments =
                await removal.TryAsync(
                    id,
                    async () =>
                        await Subscriptions()
                            .ToAsyncEnumerable()
                            .SelectMany(scope =>
                                azure.RoleAssignments.ListAsync(scope, cancellationToken, identity.PrincipalId)
                            )
                            .ToListAsync(cancellationToken)
                ) ?? [];
        }
    }

    /// <summary>Deletes the role assignment for writing images, which the identity needs only during a build.</summary>
    public Task RemoveWriterAsync(RoleGuids roles, string? neededBy, CancellationToken cancellationToken) =>
        RemoveAsync(assignment => IsWriter(assignment, roles), neededBy, cancellationToken);

    public Task RemoveOthersAsync(string? neededBy, CancellationToken cancellationToken) =>
        RemoveAsync(assignment => !_left.Contains(assignment.Id), neededBy, cancellationToken);

    /// <summary>Deletes the identity after everything that refers to it; keeps it if any of that stays.</summary>
    public async Task RemoveIdentityAsync(string? neededBy, CancellationToken cancellationToken)
    {
        if (_identity is not { } identity)
        {
            return;
        }
        string id = identity.Id.ToString();
        if (neededBy is not null)
        {
            removal.Leave(id, neededBy);
            return;
        }
        if (_assignments.Count > 0)
        {
            removal.Leave(id, $"it still has {_assignments.Count} role assignments: {_assignments[0].Id}");
            return;
        }
        if (removal.Items.Any(item => item.Outcome == CleanedOutcome.Failed))
        {
            removal.Fail(id, "a template or an assignment that may reference it could not be removed");
            return;
        }
        await removal.RemoveAsync(
            id,
            ApiVersions.Identities,
            async () =>
            {
                await azure.Identities.DeleteAsync(identity.Id, cancellationToken);
                return null;
            },
            cancellationToken
        );
    }

    private async Task RemoveAsync(
        Func<RoleAssignment, bool> wanted,
        string? neededBy,
        CancellationToken cancellationToken
    )
    {
        foreach (RoleAssignment assignment in _assignments.Where(wanted).ToList())
        {
            if (!ownership.IsOurs(assignment, _identity!) || neededBy is not null)
            {
                _left.Add(assignment.Id);
                removal.Leave(assignment.Id, neededBy ?? "someone else assigned this role to the identity");
            }
            else if (
                await removal.RemoveAsync(
                    assignment.Id,
                    ApiVersions.Authorization,
                    async () =>
                    {
                        await azure.RoleAssignments.DeleteAsync(assignment.Id, cancellationToken);
                        return null;
                    },
                    cancellationToken
                )
            )
            {
                _assignments.Remove(assignment);
            }
        }
    }

    // The network, a gallery, a custom base image and a staging group may be in other subscriptions.
    private IEnumerable<string> Subscriptions() =>
        new[]
        {
            settings.SubscriptionId,
            settings.Network.VirtualNetworkId.SubscriptionId,
            _names.ImageScope.SubscriptionId,
            settings.Image.Base.ImageId?.SubscriptionId,
            settings.BuildVm.StagingResourceGroup?.SubscriptionId,
        }
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(subscription => $"/subscriptions/{subscription}");

    private bool IsWriter(RoleAssignment assignment, RoleGuids roles) =>
        assignment.RoleGuid.Equals(roles.Image, StringComparison.OrdinalIgnoreCase)
        && assignment.Scope.Equals(_names.ImageScope.ToString(), StringComparison.OrdinalIgnoreCase);
}
