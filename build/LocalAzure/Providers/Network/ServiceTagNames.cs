namespace LocalAzure.Providers.Network;

/// <summary>
/// The names of service tags, as security rules and routes take them: MicrosoftDocs/azure-docs, virtual-network/service-tags-overview.md,
/// "Available service tags". A name that is not one of them is refused as Azure refuses it, also if it is newer than this list.
/// </summary>
internal static class ServiceTagNames
{
    // Those that may have a region after a period.
    private const string Regional =
        "ApiManagement AppService AutonomousDevelopmentPlatform AzureCloud AzureConnectors AzureContainerAppsService "
        + "AzureContainerRegistry AzureCosmosDB AzureDevOps AzureIoTHub AzureKeyVault AzureWebPubSub BatchNodeManagement DataFactory "
        + "Dynamics365ForMarketingEmail EventHub HDInsight M365ManagementActivityApi M365ManagementActivityApiWebhook "
        + "MicrosoftContainerRegistry PowerPlatformInfra PowerPlatformPlex ServiceBus Sql Storage AzureFrontDoor.Frontend "
        + "AzureFrontDoor.Backend AzureFrontDoor.FirstParty";

    private const string Global =
        "ActionGroup ApplicationInsightsAvailability AppConfiguration AppServiceManagement AzureActiveDirectory "
        + "AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection AzureArcInfrastructure AzureAttestation AzureBackup "
        + "AzureBotService AzureCognitiveSearch AzureDatabricks AzureDataExplorerManagement AzureDataLake AzureDeviceUpdate "
        + "AzureDevSpaces AzureDigitalTwins AzureEventGrid AzureHealthcareAPIs AzureInformationProtection "
        + "AzureLoadTestingInstanceManagement AzureMachineLearning AzureMachineLearningInference AzureManagedGrafana AzureMonitor "
        + "AzureOpenDatasets AzureResourceManager AzureSentinel AzureSignalR AzureSiteRecovery AzureSphere AzureSpringCloud "
        + "AzureStack AzureTrafficManager AzureUpdateDelivery ChaosStudio CognitiveServicesFrontend CognitiveServicesManagement "
        + "DataFactoryManagement Dynamics365BusinessCentral EOPExternalPublishedIPs GatewayManager GuestAndHybridManagement "
        + "KustoAnalytics LogicApps LogicAppsManagement Marketplace MicrosoftAzureFluidRelay MicrosoftCloudAppSecurity "
        + "MicrosoftDefenderForEndpoint MicrosoftPurviewPolicyDistribution PowerBI PowerQueryOnline ServiceFabric SqlManagement "
        + "StorageSyncService WindowsAdminCenter WindowsVirtualDesktop";

    // "Tags unsupported for user defined routes".
    private const string RulesOnly =
        "AzurePlatformDNS AzurePlatformIMDS AzurePlatformLKM VirtualNetwork AzureLoadBalancer Internet";

    private static readonly HashSet<string> WithRegion = Set(Regional);
    private static readonly HashSet<string> ForRoutes = Set($"{Regional} {Global}");
    private static readonly HashSet<string> ForRules = Set($"{Regional} {Global} {RulesOnly}");

    /// <summary>Whether a security rule takes the text as a service tag.</summary>
    public static bool IsOne(string text) => ForRules.Contains(text) || IsInRegion(text);

    /// <summary>Whether a route takes the text as a service tag.</summary>
    public static bool IsForRoutes(string text) => ForRoutes.Contains(text) || IsInRegion(text);

    // Tags name some regions differently ("centralfrance"), so that any name may be one.
    private static bool IsInRegion(string text)
    {
        int dot = text.LastIndexOf('.');
        return dot > 0
            && dot < text.Length - 1
            && text.AsSpan(dot + 1).IndexOfAnyExcept(Letters) < 0
            && WithRegion.Contains(text[..dot]);
    }

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
