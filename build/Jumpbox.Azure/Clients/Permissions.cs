using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Rights;

namespace Jumpbox.Azure.Clients;

/// <summary>What the signed-in account may do.</summary>
internal sealed class Permissions
{
    private readonly ArmSender _client;

    internal Permissions(ArmSender client) => _client = client;

    /// <summary>Lists the permission sets of the signed-in account at a scope, inherited ones and its groups' too.</summary>
    /// <param name="scope">A subscription, a group, or a resource.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One set for each role; an action is allowed when any set allows it. Empty when the scope does not exist.</returns>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
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
    /// Whether the account may read everything at a scope: a list leaves out what it may not see, so otherwise it proves
    /// nothing.
    /// </summary>
    /// <param name="scope">A subscription or a group.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The permissions could not be listed.</exception>
    public ValueTask<bool> ReadsAllAsync(string scope, CancellationToken cancellationToken) =>
        ListAsync(scope, cancellationToken).AnyAsync(set => set.ReadsAll, cancellationToken);
}
