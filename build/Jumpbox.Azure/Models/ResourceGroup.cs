namespace Jumpbox.Azure;

/// <summary>A resource group as Azure shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c> or <c>Deleting</c>.</param>
public sealed record ResourceGroup(
    string Id,
    string Name,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState
);
