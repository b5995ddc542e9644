using Jumpbox.Settings;

namespace Jumpbox.Offers;

/// <summary>
/// The features of an image definition under Azure's names. Source:
/// https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries#image-definitions.
/// </summary>
public static class DefinitionFeatures
{
    /// <summary>The name of the security type's feature.</summary>
    public const string SecurityType = "SecurityType";

    /// <summary>Returns the features that the settings ask for, without Azure's defaults.</summary>
    /// <param name="definition">The settings of the definition.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(DefinitionSettings definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        List<(string Name, string Value)> features = [];
        if (definition.SecurityType != "Standard")
        {
            features.Add((SecurityType, definition.SecurityType));
        }
        if (definition.Hibernation)
        {
            features.Add(("IsHibernateSupported", "True"));
        }
        if (definition.AcceleratedNetworking)
        {
            features.Add(("IsAcceleratedNetworkSupported", "True"));
        }
        if (definition.Nvme)
        {
            features.Add(("DiskControllerType", "SCSI, NVMe"));
        }
        return features;
    }
}
