namespace Jumpbox.Azure.Arm;

/// <summary>
/// An Azure cloud: its endpoints and the audience of its tokens. The three well-known clouds are as published by Microsoft
/// (https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
/// https://learn.microsoft.com/azure/china/resources-developer-guide).
/// </summary>
/// <param name="Name">The name on the command line: <c>azure</c>, <c>government</c>, <c>china</c> or a custom name.</param>
/// <param name="ResourceManager">The Azure Resource Manager endpoint, without a path.</param>
/// <param name="Authority">The host that issues tokens.</param>
/// <param name="Audience">The audience of tokens for Azure Resource Manager, without <c>/.default</c>.</param>
/// <param name="StorageSuffix">The suffix of storage host names, for example <c>core.windows.net</c>.</param>
public sealed record AzureCloud(string Name, Uri ResourceManager, Uri Authority, string Audience, string StorageSuffix)
{
    /// <summary>Azure public.</summary>
    public static AzureCloud Public { get; } =
        new(
            "azure",
            new Uri("https://management.azure.com"),
            new Uri("https://login.microsoftonline.com/"),
            "https://management.azure.com",
            "core.windows.net"
        );

    /// <summary>Azure Government.</summary>
    public static AzureCloud Government { get; } =
        new(
            "government",
            new Uri("https://management.usgovcloudapi.net"),
            new Uri("https://login.microsoftonline.us/"),
            "https://management.usgovcloudapi.net",
            "core.usgovcloudapi.net"
        )
        {
            KeyVaultSuffix = "vault.usgovcloudapi.net",
        };

    /// <summary>Azure operated by 21Vianet.</summary>
    public static AzureCloud China { get; } =
        new(
            "china",
            new Uri("https://management.chinacloudapi.cn"),
            new Uri("https://login.chinacloudapi.cn/"),
            "https://management.chinacloudapi.cn",
            "core.chinacloudapi.cn"
        )
        {
            KeyVaultSuffix = "vault.azure.cn",
        };

    /// <summary>The suffix of Key Vault's host names; tokens for them are issued for the same name.</summary>
    public string KeyVaultSuffix { get; init; } = "vault.azure.net";

    /// <summary>The scope of tokens for Azure Resource Manager.</summary>
    public string ResourceManagerScope => Audience.TrimEnd('/') + "/.default";

    /// <summary>Describes a custom cloud: Azure Stack, an air-gapped cloud, LocalAzure.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="resourceManager">The Azure Resource Manager endpoint; https only, because tokens are sent to it.</param>
    /// <param name="authority">The host that issues tokens; defaults to the public cloud's.</param>
    /// <param name="audience">The audience of tokens; defaults to the endpoint.</param>
    /// <param name="storageSuffix">The suffix of storage host names; defaults to the public cloud's.</param>
    /// <exception cref="ArgumentException">The endpoint is not https.</exception>
    public static AzureCloud Custom(
        string name,
        Uri resourceManager,
        Uri? authority = null,
        string? audience = null,
        string? storageSuffix = null
    )
    {
        if (resourceManager.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException(
                $"The resource manager of cloud '{name}' is '{resourceManager}'. It must be an https address, "
                    + "for example https://management.local.azurestack.external.",
                nameof(resourceManager)
            );
        }
        return new AzureCloud(
            name,
            resourceManager,
            authority ?? Public.Authority,
            audience ?? resourceManager.GetLeftPart(UriPartial.Authority),
            storageSuffix ?? Public.StorageSuffix
        );
    }

    /// <summary>Finds a well-known cloud by name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The cloud, or null.</returns>
    public static AzureCloud? Find(string name) =>
        name?.ToLowerInvariant() switch
        {
            "azure" or "public" or "azurecloud" => Public,
            "government" or "azureusgovernment" => Government,
            "china" or "azurechina" or "azurechinacloud" => China,
            _ => null,
        };
}
