using Cake.Az;
using Cake.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>Fills in settings from the account that the Azure CLI is signed in to.</summary>
internal static class SignedInAccount
{
    private const string Name = "tenant";
    private const string Variable = "AZURE_TENANT_ID";

    /// <summary>The tenant of the subscription, where the settings omit it.</summary>
    /// <param name="context">Cake's surroundings, in which the Azure CLI is found.</param>
    /// <param name="settings">The settings as they were read.</param>
    /// <param name="variables">
    /// The environment: <c>AZURE_TENANT_ID</c> has precedence over the Azure CLI, as in the Azure SDK.
    /// </param>
    /// <returns>Null where the settings specify it, and where nothing does: then the one who signs in knows it.</returns>
    /// <exception cref="SettingsException">The Azure CLI is signed in to another cloud.</exception>
    public static SettingValue? Tenant(
        ICakeContext context,
        JumpboxSettings settings,
        IReadOnlyDictionary<string, string> variables
    ) =>
        settings.Tenant is not null || AzureCloud.Find(settings.Cloud) is not AzureCloud cloud ? null
        : variables.GetValueOrDefault(Variable) is { Length: > 0 } tenant ? new SettingValue(Name, tenant, Variable)
        : Find(context, cloud, settings.SubscriptionId) is { } account
            ? new SettingValue(Name, account.TenantId, "az account show")
        : null;

    /// <summary>The account that az is signed in to.</summary>
    /// <param name="context">Cake's surroundings, in which the Azure CLI is found.</param>
    /// <param name="cloud">The cloud that it must belong to.</param>
    /// <param name="subscription">The subscription to select; null for az's default.</param>
    /// <returns>Null if there is no az, or if it is not signed in.</returns>
    /// <exception cref="SettingsException">az is signed in to another cloud.</exception>
    public static AzAccount? Find(ICakeContext context, AzureCloud cloud, string? subscription)
    {
        try
        {
            AzAccount account = context.AzAccountShow(new AzSettings { Subscription = subscription });
            return AzureCloud.Find(account.EnvironmentName) == cloud
                ? account
                : throw new SettingsException(
                    $"az is signed in to {account.EnvironmentName}, but the settings specify the cloud '{cloud.Name}'. "
                        + $"Run: az cloud set --name {NameInAz(cloud)} && az login. Or set 'cloud' to the one that az uses."
                );
        }
        catch (Exception error) when (error is AzException or CakeException)
        {
            // Not signed in with az, or no az: another way to sign in may still be open.
            return null;
        }
    }

    private static string NameInAz(AzureCloud cloud) =>
        cloud == AzureCloud.Government ? "AzureUSGovernment"
        : cloud == AzureCloud.China ? "AzureChinaCloud"
        : "AzureCloud";
}
