using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>What the checks of machines that the pipeline starts demand of their size.</summary>
internal static class MachineSize
{
    /// <summary>Why the size cannot be used, or is not known; null if the region offers it.</summary>
    /// <param name="reading">The size in the region.</param>
    /// <param name="setting">The setting that names it, and its value.</param>
    /// <param name="location">The region.</param>
    /// <param name="subscription">The subscription in words.</param>
    /// <param name="otherwise">What would happen, as the end of a sentence.</param>
    public static Finding? Missing(
        Reading<SizeOffer> reading,
        (string Name, string Value) setting,
        string location,
        string subscription,
        string otherwise
    ) =>
        reading.State == ReadingState.Unreadable ? Finding.Unknown(new MissingFactException(reading).Message)
        : reading.ValueOrDefault is { Restrictions.Count: 0 } ? null
        : Finding.Fail(
            $"{location} does not offer the size {setting.Value} to {subscription}; {otherwise}.",
            Cure.Setting(
                $"{setting.Name} must be one of: az vm list-skus --location {location} --resource-type virtualMachines"
            ),
            ("size", setting.Value)
        );
}
