using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Egress;

/// <summary>
/// The hosts that Azure Image Builder's own machine in the customer's network connects to. Source: Azure documentation,
/// "Azure Image Builder networking options" and "imageTemplates reference"; "Microsoft Container Registry client
/// firewall rules".
/// </summary>
internal static class CloudHosts
{
    public static IEnumerable<EgressHost> For(JumpboxSettings settings)
    {
        bool proxy = settings.Network.UsesPrivateLink;
        EgressOrigin origin = proxy ? EgressOrigin.ProxyVm : EgressOrigin.ContainerInstance;
        // LocalAzure counts as the public cloud, because the list is for a real build.
        (string management, string storage) = settings.Cloud.ToUpperInvariant() switch
        {
            "AZUREUSGOVERNMENT" => ("management.usgovcloudapi.net", "core.usgovcloudapi.net"),
            "AZURECHINA" => ("management.chinacloudapi.cn", "core.chinacloudapi.cn"),
            _ => ("management.azure.com", "core.windows.net"),
        };
        yield return new(management, 443, "Azure's resource manager") { From = origin, Step = "the entire build" };
        yield return new($"*.blob.{storage}", 443, "logs and scripts in the staging group's storage account")
        {
            From = origin,
            Step = "start and logs",
        };
        if (!proxy)
        {
            yield return new($"*.file.{storage}", 445, "the file share that the container mounts")
            {
                From = origin,
                Step = "start",
            };
            yield return new("mcr.microsoft.com", 443, "the container's image") { From = origin, Step = "start" };
            yield return new("*.data.mcr.microsoft.com", 443, "the layers of the container's image")
            {
                From = origin,
                Step = "start",
            };
        }
    }
}
