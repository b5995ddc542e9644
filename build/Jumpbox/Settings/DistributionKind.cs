namespace Jumpbox.Settings;

/// <summary>The forms in which Azure Image Builder hands over an image.</summary>
public enum DistributionKind
{
    /// <summary>A <c>Microsoft.Compute/images</c> resource in the image group.</summary>
    ManagedImage,

    /// <summary>A version of an image definition in an Azure Compute Gallery.</summary>
    Gallery,

    /// <summary>A VHD blob in the staging group's storage account.</summary>
    Vhd,
}
