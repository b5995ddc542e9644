namespace Jumpbox.Reachability;

/// <summary>
/// What the provisioning state of a resource says about traffic: while it is updated, it works on as it was. Source: REST API of
/// Microsoft.Network, ProvisioningState.
/// </summary>
internal static class Provisioning
{
    private static readonly string[] Working = ["Succeeded", "Updating"];

    /// <summary>Whether it is not known what the resource does: it has failed, is deleted, or is new to this program.</summary>
    /// <param name="state">The state.</param>
    public static bool IsDoubtful(string state) => !Working.Contains(state, StringComparer.OrdinalIgnoreCase);
}
