using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>Fills in the region that the settings leave to the virtual network.</summary>
internal static class NetworkRegion
{
    /// <summary>Reads the region. Changes nothing.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="CakeException">The network does not exist, or the account cannot see it.</exception>
    public static async Task<SettingValue> ReadAsync(BuildContext context)
    {
        ResourceId network = context.StatedSettings.Network.VirtualNetworkId;
        using AzureSession session = await context.OpenAsync(context.StatedCloud);
        VirtualNetwork found =
            await session.VirtualNetworks.GetAsync(network, context.Interrupted)
            ?? throw new CakeException(
                $"The settings specify no location, and the virtual network {network}, whose region would be used, does not "
                    + "exist or is not visible to the signed-in account. Correct network.buildSubnetId, or set location."
            );
        string region = Regions.Normalise(found.Location);
        context.Log.Information("Region {0}: that of the virtual network {1}.", region, network.Name);
        return new SettingValue("location", region, $"the virtual network {network.Name}");
    }
}
