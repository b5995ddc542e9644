using System.Text.RegularExpressions;

namespace Jumpbox.Cleaning;

/// <summary>
/// What Azure Image Builder leaves in a staging group, by type and name. Sources: its documentation for the container
/// (troubleshooting, live logs) and for machine, disk and network interface (networking options); Packer's Azure
/// plug-in, which creates these, for their names (builder/azure/arm/tempname.go); quoted log URLs for the storage
/// account. The proxy VM, load balancer and private link of builds without a container-instance subnet have
/// undocumented names: they are not recognised, and a group in which the service left them is kept.
/// </summary>
public static partial class StagingContents
{
    /// <summary>Whether the service creates such a resource.</summary>
    /// <param name="type">The resource's type.</param>
    /// <param name="name">The resource's own name.</param>
    public static bool Has(string type, string name)
    {
        return type.ToUpperInvariant() switch
        {
            "MICROSOFT.STORAGE/STORAGEACCOUNTS" => Account().IsMatch(name),
            "MICROSOFT.CONTAINERINSTANCE/CONTAINERGROUPS" => Container().IsMatch(name),
            "MICROSOFT.COMPUTE/VIRTUALMACHINES" => Packer("vm", name),
            "MICROSOFT.COMPUTE/DISKS" => Packer("os", name) || DataDisk().IsMatch(name),
            "MICROSOFT.NETWORK/NETWORKINTERFACES" => Packer("ni", name),
            "MICROSOFT.NETWORK/PUBLICIPADDRESSES" => Packer("ip", name),
            "MICROSOFT.NETWORK/VIRTUALNETWORKS" => Packer("vn", name),
            "MICROSOFT.NETWORK/NETWORKSECURITYGROUPS" => Packer("sg", name),
            "MICROSOFT.KEYVAULT/VAULTS" => Packer("kv", name),
            _ => false,
        };
    }

    private static bool Packer(string kind, string name) => Temporary().Match(name).Groups["kind"].Value == kind;

    [GeneratedRegex(@"\A[a-z0-9]{24}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"\Avmimagebuilder-build-container-[a-z0-9-]+\z")]
    private static partial Regex Container();

    [GeneratedRegex(@"\Apkr(?<kind>[a-z]{2})[a-z0-9]{10}\z")]
    private static partial Regex Temporary();

    [GeneratedRegex(@"\Apkrdd[a-z0-9]{10}(-[0-9]+)?\z")]
    private static partial Regex DataDisk();
}
