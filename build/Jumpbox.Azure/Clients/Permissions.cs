using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Rights;

namespace Jumpbox.Azure.Clients;

internal sealed class Permissions
{
    private readonly ArmSender _client;

    internal Permissions(ArmSender client) => _client = client;

    /// <summary>
    /// Lists the permission sets of the signed-in account at a scope, including inherited ones and those of its groups.
    /// </summary>
    /// <returns>
    /// One set for each role; an action is allowed when any set allows it. Empty when the scope does not exist.
    /// </returns>
    public IAsyncEnumerable<PermissionSet> ListAsync(string scope, CancellationToken cancellationToken)
    {
        ArmCall call = new(
            $"list your permissions at {scope}",
            RequestMethod.Get,
            $"{scope}/providers/Microsoft.Authorization/permissions",
            ApiVersions.Authorization
        );
        return _client.ListAsync(call, cancellationToken).Select(RoleReading.Permissions);
    }

    /// <summary>
    /// Whether the account can read everything at a scope. Otherwise a list proves nothing, because it omits what the account
    /// cannot read.
    /// </summary>
    public ValueTask<bool> ReadsAllAsync(string scope, CancellationToken cancellationToken) =>
        ListAsync(scope, cancellationToken).AnyAsync(set => set.ReadsAll, cancellationToken);

    /// <summary>What the account lacks of the actions that a run needs, each with its scope.</summary>
    public async Task<string[]> LackingAsync(IEnumerable<RequiredAction> needs, CancellationToken cancellationToken)
    {
        IEnumerable<RequiredAction>[] missing = await Task.WhenAll(
            needs
                .GroupBy(need => need.Scope)
                .Select(async group =>
                {
                    List<PermissionSet> sets = await ListAsync(group.Key, cancellationToken)
                        .ToListAsync(cancellationToken);
                    return group.Where(need => !sets.Exists(set => set.Allows(need.Action)));
                })
        );
        return [.. missing.SelectMany(group => group).Select(need => $"{need.Action} at {need.Scope}")];
    }
}
