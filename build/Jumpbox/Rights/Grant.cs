namespace Jumpbox.Rights;

/// <summary>A role assignment at a scope and below it.</summary>
/// <param name="Scope">The scope: a subscription, a group or a resource.</param>
/// <param name="Role">The role's display name.</param>
/// <param name="Sets">The permissions.</param>
public sealed record Grant(string Scope, string Role, IReadOnlyList<PermissionSet> Sets)
{
    /// <summary>Whether the role applies at a scope, because it was assigned there or above it.</summary>
    /// <param name="scope">A subscription, a group or a resource.</param>
    public bool Covers(string scope)
    {
        string own = Scope.TrimEnd('/');
        return own.Length == 0
            || own.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase)
            || scope.Equals(own, StringComparison.OrdinalIgnoreCase)
            || scope.StartsWith(own + "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the role allows an action at a scope.</summary>
    /// <param name="action">For example <c>Microsoft.Compute/images/write</c>.</param>
    /// <param name="scope">The scope.</param>
    public bool Allows(string action, string scope) => Covers(scope) && Sets.Any(set => set.Allows(action));
}
