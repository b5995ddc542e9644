using System.IO.Enumeration;

namespace Jumpbox.Rights;

/// <summary>Allowed actions minus excluded ones. A star matches any text, including slashes.</summary>
/// <param name="Actions">Allowed actions of the control plane.</param>
/// <param name="NotActions">Excluded from these.</param>
/// <param name="DataActions">Allowed actions on data.</param>
/// <param name="NotDataActions">Excluded from these.</param>
public sealed record PermissionSet(
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> NotActions,
    IReadOnlyList<string> DataActions,
    IReadOnlyList<string> NotDataActions
)
{
    /// <summary>Whether an action of the control plane is allowed.</summary>
    /// <param name="action">For example <c>Microsoft.Network/virtualNetworks/subnets/join/action</c>.</param>
    public bool Allows(string action) => Covers(Actions, action) && !Covers(NotActions, action);

    /// <summary>Whether resources of all types can be read, so that a list is complete.</summary>
    public bool ReadsAll =>
        Actions.Any(pattern => pattern == "*" || pattern.Equals("*/read", StringComparison.OrdinalIgnoreCase))
        && !NotActions.Any(pattern =>
            pattern.EndsWith('*') || pattern.EndsWith("read", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether an action on data is allowed.</summary>
    /// <param name="action">
    /// For example <c>Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read</c>.
    /// </param>
    public bool AllowsData(string action) => Covers(DataActions, action) && !Covers(NotDataActions, action);

    private static bool Covers(IReadOnlyList<string> patterns, string action) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action, ignoreCase: true));
}
