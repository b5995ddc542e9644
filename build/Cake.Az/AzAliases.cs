using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Az;

/// <summary>Cake aliases for the Azure CLI.</summary>
[CakeAliasCategory("Azure CLI")]
public static class AzAliases
{
    /// <summary>The account that the Azure CLI is signed in to.</summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings; null for the selected subscription.</param>
    /// <example>
    /// <code>
    /// AzAccount account = context.AzAccountShow();
    /// </code>
    /// </example>
    /// <exception cref="AzException">Nobody is signed in, or the answer is no account.</exception>
    /// <exception cref="CakeException">The Azure CLI is not found.</exception>
    [CakeMethodAlias]
    [CakeAliasCategory("Account")]
    public static AzAccount AzAccountShow(this ICakeContext context, AzSettings? settings = null) =>
        new AzAccountShow(context).Show(settings ?? new AzSettings());
}
