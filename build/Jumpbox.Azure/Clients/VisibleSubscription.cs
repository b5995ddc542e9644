namespace Jumpbox.Azure.Clients;

/// <summary>A subscription that the account can see.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Its name.</param>
public sealed record VisibleSubscription(string Id, string Name)
{
    /// <summary>The GUID of its tenant; null if Azure does not report it.</summary>
    public string? Tenant { get; init; }
}
