namespace Jumpbox.Azure.Arm;

/// <summary>
/// One Azure cloud: where its resource manager and its sign-in live, and what its tokens are issued for.
/// The three well-known ones are as Microsoft publishes them (https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
/// https://learn.microsoft.com/azure/china/resources-developer-guide).
/// </summary>
/// <param name="Name">The name that people type: <c>azure</c>, <c>government</c>, <c>china</c> or their own.</param>
/// <param name="ResourceManager">The resource manager's endpoint, without a path.</param>
/// <param name="Authority">The host that issues tokens.</param>
/// <param name="Audience">What a token for the resource manager is issued for, without <c>/.default</c>.</param>
/// <param name="StorageSuffix">The suffix of storage host names, for example <c>core.windows.net</c>.</param>
public sealed record AzureCloud(string Name, Uri ResourceManager, Uri Authority, string Audience, string StorageSuffix)
{
    /// <summary>The public cloud.</summary>
    public static AzureCloud Public { get; } =
        new(
            "azure",
            new Uri("https://management.azure.com"),
            new Uri("https://login.microsoftonline.com/"),
            "https://management.azure.com",
            "core.windows.net"
        );

    /// <summary>Azure for the government of the United States.</summary>
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

    /// <summary>Azure in China, operated by 21Vianet.</summary>
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

    /// <summary>The scope to ask a token of the resource manager for.</summary>
    public string ResourceManagerScope => Audience.TrimEnd('/') + "/.default";

    /// <summary>Describes a cloud that is not one of the well-known ones: Azure Stack, an air-gapped one, LocalAzure.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="resourceManager">The resource manager's endpoint; https only, because tokens go there.</param>
    /// <param name="authority">The host that issues tokens; the public cloud's if left out.</param>
    /// <param name="audience">What tokens are issued for; the endpoint itself if left out.</param>
    /// <param name="storageSuffix">The suffix of storage host names; the public cloud's if left out.</param>
    /// <exception cref="ArgumentException">The endpoint is not https.</exception>
    public static AzureCloud Custom(
        string name,
        Uri resourceManager,
        Uri? authority = null,
        string? audience = null,
        string? storageSuffix = null
    )
    {
        ArgumentNullException.ThrowIfNull(resourceManager);
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

    /// <summary>Finds a well-known cloud by the name that people type.</summary>
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
