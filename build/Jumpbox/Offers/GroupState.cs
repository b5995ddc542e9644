using Jumpbox.Settings;

namespace Jumpbox.Offers;

/// <summary>A resource group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
public sealed record GroupState(ResourceId Id, string Location, IReadOnlyDictionary<string, string> Tags);
